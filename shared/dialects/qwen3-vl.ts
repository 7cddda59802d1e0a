import type { Size } from '../geometry/spaces.ts'
import { err, ok, type Result } from '../result.ts'
import { readAll } from './bracket-parser.ts'
import { chatml } from './chatml.ts'
import type { Dialect, DialectShape, EncodeLoss, MentionContext, SpanParser } from './dialect.ts'
import { checkWords, findTokens } from './hazards.ts'
import { labelsOf, qwenObjectParser, writeQwenObjects } from './qwen-objects.ts'
import { qwenPicture, qwenTokens } from './qwen-vl.ts'
import { pointsAndBoxes } from './shape-kinds.ts'
import { encodeThousandths, halfThousandth } from './thousandths.ts'

const full = { width: 1000, height: 1000 }

function encode(shapes: readonly DialectShape[], size: Size, context?: MentionContext): Result<string, EncodeLoss> {
  const groups = encodeThousandths(shapes, size, { points: true, name: 'Qwen3-VL' })
  if (!groups.ok) return groups
  const labels = labelsOf(shapes.length, context)
  const unsafe = checkWords(labels, [qwenTokens], 'Qwen3-VL')
  return unsafe === null ? ok(writeQwenObjects(groups.value, labels)) : err(unsafe)
}

function createParser(size: Size): SpanParser {
  return qwenObjectParser({ full, size })
}

/**
 * Qwen3-VL: the JSON of Qwen2.5-VL, but in thousandths of the original picture, which its resize does not change. Sources:
 * QwenLM/Qwen3-VL @ 9658872 (cookbook, ODinW evaluation), ms-swift @ 3602360; what sticks out is clamped.
 */
export const qwen3Vl: Dialect = {
  id: 'qwen3-vl',
  title: 'Qwen3-VL',
  frame: 'Whole picture, each axis by itself; 0 to 1000; rounded half to even; JSON',
  source: { paper: null, code: 'https://github.com/QwenLM/Qwen3-VL' },
  points: true,
  can: {
    asks: pointsAndBoxes,
    answers: pointsAndBoxes,
    images: 'several',
    loss: 'answers-and-headers',
  },
  halfStep: halfThousandth,
  encode,
  parser: createParser,
  decode: (text, size) => readAll(createParser(size), text),
  hazards: (text) => findTokens(text, qwenTokens),
  template: chatml('', qwenPicture),
}
