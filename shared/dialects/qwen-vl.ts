import type { Size } from '../geometry/spaces.ts'
import { ok, type Result } from '../result.ts'
import { readAll } from './bracket-parser.ts'
import { chatml, qwenSystem } from './chatml.ts'
import type { Dialect, DialectShape, EncodeLoss, MentionContext, SpanParser } from './dialect.ts'
import { findTokens } from './hazards.ts'
import { onlyBoxes } from './shape-kinds.ts'
import { readPairs, taggedParser } from './tagged-parser.ts'
import { encodeThousandths, halfThousandth } from './thousandths.ts'

const tokens = /<\/?(?:ref|box|quad|img)>|<\|(?:im_start|im_end|endoftext|extra_\d+)\|>/g

/** Groups of thousandths as Qwen-VL writes them, with the phrase in front when there is one. */
export function writeQwenVl(groups: readonly (readonly number[])[], phrase?: string): string {
  const boxes = groups.map(([x1, y1, x2, y2]) => `<box>(${x1},${y1}),(${x2},${y2})</box>`)
  return (phrase === undefined ? '' : `<ref>${phrase}</ref>`) + boxes.join('')
}

function encode(shapes: readonly DialectShape[], size: Size, context?: MentionContext): Result<string, EncodeLoss> {
  const groups = encodeThousandths(shapes, size, { points: false, name: 'Qwen-VL' })
  if (!groups.ok) return groups
  const phrase = context?.phrase
  if (phrase !== undefined && phrase.search(tokens) >= 0) {
    return {
      ok: false,
      error: { code: 'unsafe-label', message: `“${phrase}” holds a mark that Qwen-VL reads as its own` },
    }
  }
  return ok(writeQwenVl(groups.value, phrase))
}

function createParser(size: Size): SpanParser {
  return taggedParser({
    ref: ['<ref>', '</ref>'],
    box: ['<box>', '</box>'],
    quad: ['<quad>', '</quad>'],
    read: (content) => readPairs(content, size, { points: false }),
  })
}

/**
 * Qwen-VL (2023): `<ref>phrase</ref><box>(x1,y1),(x2,y2)</box>` in thousandths of the picture, each axis by itself. Boxes of one
 * phrase follow each other. Sources: tokenizer of Qwen-VL-Chat (mirror @ 1cd721a), `normalize_bbox` of ms-swift @ 3602360; unlike
 * the latter, what sticks out of the picture is clamped to it.
 */
export const qwenVl: Dialect = {
  id: 'qwen-vl',
  title: 'Qwen-VL',
  frame: 'Whole picture, each axis by itself; 0 to 1000; rounded half to even',
  points: false,
  can: {
    asks: onlyBoxes,
    answers: onlyBoxes,
    images: 'several',
    loss: 'answers-and-headers',
  },
  phrases: 'blank-outside',
  halfStep: halfThousandth,
  encode,
  parser: createParser,
  decode: (text, size) => readAll(createParser(size), text),
  hazards: (text) => findTokens(text, tokens),
  template: chatml(qwenSystem, 'Picture 1: <img><image></img>\n'),
}
