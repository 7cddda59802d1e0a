import { chatml, qwenSystem } from './chatml.ts'
import type { Dialect } from './dialect.ts'
import { onlyBoxes, pointsAndBoxes } from './shape-kinds.ts'
import { createTagged, type TaggedRules } from './tagged-dialect.ts'
import { readPairs } from './tagged-parser.ts'
import { encodeThousandths, halfThousandth } from './thousandths.ts'

/** Tokens of the Qwen2 and Qwen3 vision tokenizers; global. */
export const qwenTokens =
  /<\|(?:im_start|im_end|endoftext|object_ref_(?:start|end)|box_(?:start|end)|quad_(?:start|end)|vision_(?:start|end|pad)|image_pad|video_pad)\|>/g

/** What these models' templates put in place of the picture; the processor repeats the middle mark. */
export const qwenPicture = '<|vision_start|><image><|vision_end|>'

/** Groups of 2 or 4 thousandths between the tags of one of the two, with the phrase in front when there is one. */
function writePairs(
  groups: readonly (readonly number[])[],
  phrase: string | undefined,
  tags: TaggedRules['tags'],
): string {
  const [open, close] = tags.box
  const boxes = groups.map(([x1, y1, x2, y2]) => {
    const numbers = x2 === undefined ? `(${x1},${y1})` : `(${x1},${y1}),(${x2},${y2})`
    return open + numbers + close
  })
  return (phrase === undefined ? '' : tags.ref[0] + phrase + tags.ref[1]) + boxes.join('')
}

const firstTags: TaggedRules['tags'] = {
  ref: ['<ref>', '</ref>'],
  box: ['<box>', '</box>'],
  quad: ['<quad>', '</quad>'],
}
const secondTags: TaggedRules['tags'] = {
  ref: ['<|object_ref_start|>', '<|object_ref_end|>'],
  box: ['<|box_start|>', '<|box_end|>'],
  quad: ['<|quad_start|>', '<|quad_end|>'],
}

/** Groups of thousandths as Qwen-VL writes them, with the phrase in front when there is one. */
export function writeQwenVl(groups: readonly (readonly number[])[], phrase?: string): string {
  return writePairs(groups, phrase, firstTags)
}

/** Groups of 2 or 4 thousandths as Qwen2-VL writes them, with the phrase in front when there is one. */
export function writeQwen2Vl(groups: readonly (readonly number[])[], phrase?: string): string {
  return writePairs(groups, phrase, secondTags)
}

const frame = 'Whole picture, each axis by itself; 0 to 1000; rounded half to even'

/**
 * Qwen-VL (2023): `<ref>phrase</ref><box>(x1,y1),(x2,y2)</box>` in thousandths of the picture, each axis by itself. Boxes of one
 * phrase follow each other. Sources: tokenizer of Qwen-VL-Chat (mirror @ 1cd721a), `normalize_bbox` of ms-swift @ 3602360; unlike
 * the latter, what sticks out of the picture is clamped to it.
 */
export const qwenVl: Dialect = createTagged({
  id: 'qwen-vl',
  title: 'Qwen-VL',
  frame,
  source: { paper: '2308.12966', code: 'https://github.com/QwenLM/Qwen-VL' },
  points: false,
  can: { asks: onlyBoxes, answers: onlyBoxes, images: 'several', loss: 'answers-and-headers' },
  halfStep: halfThousandth,
  template: chatml(qwenSystem, 'Picture 1: <img><image></img>\n'),
  system: 'Qwen-VL',
  tags: firstTags,
  tokens: /<\/?(?:ref|box|quad|img)>|<\|(?:im_start|im_end|endoftext|extra_\d+)\|>/g,
  numbers: (shapes, size) => encodeThousandths(shapes, size, { points: false, name: 'Qwen-VL' }),
  write: writeQwenVl,
  read: (content, size) => readPairs(content, size, { points: false }),
})

/**
 * Qwen2-VL: the numbers of Qwen-VL between tokens of its own, and points. Source: `convert_to_qwen2vl_format` of QwenLM/Qwen3-VL @
 * 9658872, which rounds and clamps to 0..1000.
 */
export const qwen2Vl: Dialect = createTagged({
  id: 'qwen2-vl',
  title: 'Qwen2-VL',
  frame,
  source: { paper: '2409.12191', code: 'https://github.com/QwenLM/Qwen3-VL' },
  points: true,
  can: { asks: pointsAndBoxes, answers: pointsAndBoxes, images: 'several', loss: 'answers-and-headers' },
  halfStep: halfThousandth,
  template: chatml(qwenSystem, qwenPicture),
  system: 'Qwen2-VL',
  tags: secondTags,
  tokens: qwenTokens,
  numbers: (shapes, size) => encodeThousandths(shapes, size, { points: true, name: 'Qwen2-VL' }),
  write: writeQwen2Vl,
  read: (content, size) => readPairs(content, size, { points: true }),
})
