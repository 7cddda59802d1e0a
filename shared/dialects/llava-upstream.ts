import { type TileLayout, tileLayout } from '../geometry/anyres.ts'
import { letterbox } from '../geometry/letterbox.ts'
import type { Size } from '../geometry/spaces.ts'
import type { DialectShape } from './dialect.ts'
import { llavaList } from './llava.ts'

const mark = '<image>'

/**
 * What LLaVA's loader makes of the picture marks of one turn: all are taken out, the blanks around the turn too, and one stands in
 * front on a line of its own. Two marks become one, so such input must be refused before. Source: `preprocess_multimodal` of
 * haotian-liu/LLaVA @ c121f0432d, written anew; `wrap` is what stands for a picture.
 */
export function placeLlavaImage(text: string, wrap = mark): string {
  if (!text.includes(mark)) return text
  return `${wrap}\n${text.replaceAll(mark, '').trim()}`
}

/** The square that LLaVA 1.5 pads a picture to; the fill is CLIP's mean colour. */
export function llavaPad(size: Size): {
  size: [number, number]
  paste: [number, number]
  fill: [number, number, number]
} {
  const { side, left, top } = letterbox(size)
  return { size: [side, side], paste: [left, top], fill: [122, 116, 104] }
}

const tile = 336

/** The tiles of LLaVA 1.6 (padding is black); in front of them goes one view, the whole picture squeezed to 336 by 336. */
export function llavaTiles(size: Size, canvases: readonly Size[]): TileLayout {
  return tileLayout(size, canvases, tile)
}

/** The lines that tell v0's text-only teacher what stands where. */
export function llavaBoxLine(category: string, box: DialectShape, size: Size): string {
  return `${category}: ${llavaList(box, size, 'picture', 3)}`
}

/** What v0's teacher is shown: captions alone for a conversation, captions, an empty line and box lines for the other two kinds. */
export function llavaTeacherText(
  captions: readonly string[],
  lines: readonly string[],
): Record<'conversation' | 'detail_and_reasoning', string> {
  const conversation = captions.join('\n')
  return { conversation, detail_and_reasoning: `${conversation}\n\n${lines.join('\n')}` }
}
