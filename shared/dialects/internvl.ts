import type { Size } from '../geometry/spaces.ts'
import type { BracketReading } from './bracket-parser.ts'
import { chatml } from './chatml.ts'
import type { Dialect } from './dialect.ts'
import { onlyBoxes } from './shape-kinds.ts'
import { createTagged } from './tagged-dialect.ts'
import { encodeThousandths, halfThousandth, readThousandths } from './thousandths.ts'

const tokens =
  /<\/?(?:ref|box|quad|img)>|<(?:image|IMG_CONTEXT)>|<\|(?:im_start|im_end|endoftext|system|user|assistant|end)\|>/g

/** The fixed system sentences of InternVL's conversation templates. */
export const internVlSystems = {
  internvl2_5:
    '你是书生·万象，英文名是InternVL，是由上海人工智能实验室、清华大学及多家合作单位联合开发的多模态大语言模型。',
  older: '你是由上海人工智能实验室联合商汤科技开发的书生多模态大模型，英文名叫InternVL, 是一个有用无害的人工智能助手。',
}

/** Groups of four thousandths as one InternVL box tag, with the phrase in front when there is one. */
export function writeInternVl(groups: readonly (readonly number[])[], phrase?: string): string {
  const boxes = groups.map((group) => `[${group.join(', ')}]`).join(', ')
  return `${phrase === undefined ? '' : `<ref>${phrase}</ref>`}<box>[${boxes}]</box>`
}

function read(content: string, size: Size): BracketReading {
  const inner = /^\s*\[\s*(\[[^[\]]*\](?:\s*,\s*\[[^[\]]*\])*)\s*\]\s*$/.exec(content)?.[1]
  if (inner === undefined) {
    return { kind: 'problem', code: 'not-a-number', message: 'a list of boxes is written [[x1, y1, x2, y2], …]' }
  }
  const groups = [...inner.matchAll(/\[([^[\]]*)\]/g)].map((match) => (match[1] ?? '').split(','))
  const odd = groups.flat().find((part) => !/^\s*[+-]?(?:\d+\.?\d*|\.\d+)\s*$/.test(part))
  if (odd !== undefined) return { kind: 'problem', code: 'not-a-number', message: `“${odd.trim()}” is not a number` }
  return readThousandths(
    groups.map((group) => group.map(Number)),
    size,
    { points: false },
  )
}

/**
 * InternVL 1.5 to 3: `<ref>phrase</ref><box>[[x1, y1, x2, y2]]</box>` in thousandths of the picture, each axis by itself. Sources:
 * demo and evaluation of OpenGVLab/InternVL @ 2410d1d, ms-swift @ 3602360; unlike the latter, what sticks out is clamped.
 */
export const internVl: Dialect = createTagged({
  id: 'internvl',
  title: 'InternVL',
  frame: 'Whole picture, each axis by itself; 0 to 1000; rounded half to even',
  source: { paper: '2312.14238', code: 'https://github.com/OpenGVLab/InternVL' },
  points: false,
  can: { asks: onlyBoxes, answers: onlyBoxes, images: 'several', loss: 'answers' },
  halfStep: halfThousandth,
  template: chatml(internVlSystems.internvl2_5, '<image>\n'),
  system: 'InternVL',
  tags: { ref: ['<ref>', '</ref>'], box: ['<box>', '</box>'], quad: ['<quad>', '</quad>'], isListed: true },
  tokens,
  numbers: (shapes, size) => encodeThousandths(shapes, size, { points: false, name: 'InternVL' }),
  write: writeInternVl,
  read,
})
