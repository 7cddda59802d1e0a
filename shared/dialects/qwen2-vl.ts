import type { Size } from '../geometry/spaces.ts'
import { err, ok, type Result } from '../result.ts'
import { readAll } from './bracket-parser.ts'
import { chatml, qwenSystem } from './chatml.ts'
import type { Dialect, DialectShape, EncodeLoss, MentionContext, SpanParser } from './dialect.ts'
import { findTokens } from './hazards.ts'
import { pointsAndBoxes } from './shape-kinds.ts'
import { readPairs, taggedParser } from './tagged-parser.ts'
import { encodeThousandths, halfThousandth } from './thousandths.ts'

/** Tokens of the Qwen2 and Qwen3 vision tokenizers; global. */
export const qwenTokens =
  /<\|(?:im_start|im_end|endoftext|object_ref_(?:start|end)|box_(?:start|end)|quad_(?:start|end)|vision_(?:start|end|pad)|image_pad|video_pad)\|>/g

/** What these models' templates put in place of the picture; the processor repeats the middle mark. */
export const qwenPicture = '<|vision_start|><image><|vision_end|>'

/** Groups of 2 or 4 thousandths as Qwen2-VL writes them, with the phrase in front when there is one. */
export function writeQwen2Vl(groups: readonly (readonly number[])[], phrase?: string): string {
  const boxes = groups.map(([x1, y1, x2, y2]) => {
    const numbers = x2 === undefined ? `(${x1},${y1})` : `(${x1},${y1}),(${x2},${y2})`
    return `<|box_start|>${numbers}<|box_end|>`
  })
  return (phrase === undefined ? '' : `<|object_ref_start|>${phrase}<|object_ref_end|>`) + boxes.join('')
}

function encode(shapes: readonly DialectShape[], size: Size, context?: MentionContext): Result<string, EncodeLoss> {
  const groups = encodeThousandths(shapes, size, { points: true, name: 'Qwen2-VL' })
  if (!groups.ok) return groups
  const phrase = context?.phrase
  if (phrase !== undefined && phrase.search(qwenTokens) >= 0) {
    return err({ code: 'unsafe-label', message: `“${phrase}” holds a mark that Qwen2-VL reads as its own` })
  }
  return ok(writeQwen2Vl(groups.value, phrase))
}

function createParser(size: Size): SpanParser {
  return taggedParser({
    ref: ['<|object_ref_start|>', '<|object_ref_end|>'],
    box: ['<|box_start|>', '<|box_end|>'],
    quad: ['<|quad_start|>', '<|quad_end|>'],
    read: (content) => readPairs(content, size, { points: true }),
  })
}

/**
 * Qwen2-VL: the numbers of Qwen-VL between tokens of its own, and points. Source: `convert_to_qwen2vl_format` of QwenLM/Qwen3-VL @
 * 9658872, which rounds and clamps to 0..1000.
 */
export const qwen2Vl: Dialect = {
  id: 'qwen2-vl',
  title: 'Qwen2-VL',
  frame: 'Whole picture, each axis by itself; 0 to 1000; rounded half to even',
  points: true,
  can: {
    asks: pointsAndBoxes,
    answers: pointsAndBoxes,
    images: 'several',
    loss: 'answers-and-headers',
  },
  phrases: 'blank-outside',
  halfStep: halfThousandth,
  encode,
  parser: createParser,
  decode: (text, size) => readAll(createParser(size), text),
  hazards: (text) => findTokens(text, qwenTokens),
  template: chatml(qwenSystem, qwenPicture),
}
