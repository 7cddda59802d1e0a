import { roundHalfEven } from '../geometry/rounding.ts'
import type { Size } from '../geometry/spaces.ts'
import { err, ok, type Result } from '../result.ts'
import type { BracketReading } from './bracket-parser.ts'
import type { Dialect, DialectShape, EncodeLoss } from './dialect.ts'
import { emu2Systems } from './emu.ts'
import { outsideWarning, shapeNumbers, swappedProblem } from './mention.ts'
import { checkShapes, onlyBoxes } from './shape-kinds.ts'
import { createTagged } from './tagged-dialect.ts'

const side = 224

function numbers(shapes: readonly DialectShape[], size: Size): Result<number[][], EncodeLoss> {
  const loss = checkShapes(shapes, 'Emu2', onlyBoxes)
  if (loss !== null) return err(loss)
  const binned = (shape: DialectShape): number[] =>
    shapeNumbers(shape).map((value, index) => {
      const bin = roundHalfEven((value / (index % 2 === 0 ? size.width : size.height)) * side)
      return Math.min(Math.max(bin, 0), side) || 0
    })
  return ok(shapes.map(binned))
}

function write(groups: readonly (readonly number[])[], phrase?: string): string {
  const boxes = groups.map(
    (bins) => `<object>${bins.map((bin) => `<patch_index_${String(bin).padStart(4, '0')}>`).join('')}</object>`,
  )
  return (phrase === undefined ? '' : `<phrase>${phrase}</phrase>`) + boxes.join('')
}

function read(content: string, size: Size): BracketReading {
  if (!/^(?:<patch_index_\d{4}>)*$/.test(content)) {
    return { kind: 'problem', code: 'not-a-number', message: 'an object holds something else than patch tokens' }
  }
  const bins = [...content.matchAll(/\d{4}/g)].map(([bin]) => Number(bin))
  if (bins.length !== 4) {
    return { kind: 'problem', code: 'wrong-count', message: `${bins.length} numbers: a box has 4` }
  }
  const beyond = bins.find((bin) => bin > side)
  if (beyond !== undefined)
    return { kind: 'problem', code: 'out-of-range', message: `${beyond} is outside 0 to ${side}` }
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = bins
  const swapped = swappedProblem({ x1, y1, x2, y2 })
  if (swapped !== null) return swapped
  const [across, down] = [size.width / side, size.height / side]
  const shape: DialectShape = { kind: 'box', x1: x1 * across, y1: y1 * down, x2: x2 * across, y2: y2 * down }
  const outside = outsideWarning([shape], size, { x: across / 2, y: down / 2 })
  return { kind: 'shapes', shapes: [shape], warnings: outside === null ? [] : [outside] }
}

/**
 * Emu2, experimental: the tokens exist (baaivision/Emu @ 13c395e) and the frame of 0 to 224 is stated, but the order of the four numbers
 * is nowhere in the code; x1, y1, x2, y2 is assumed.
 */
export const emu2: Dialect = createTagged({
  id: 'emu2',
  title: 'Emu2 (experimental)',
  frame: 'Whole picture, each axis by itself; 0 to 224; rounded half to even; the order of corners is assumed',
  source: { paper: '2312.13286', code: 'https://github.com/baaivision/Emu' },
  uncertain: 'The tokens and the frame are stated, the order of the four numbers is nowhere in the code.',
  points: false,
  can: { asks: onlyBoxes, answers: onlyBoxes, images: 'several', loss: 'answers' },
  halfStep: (size) => ({ x: size.width / side / 2, y: size.height / side / 2 }),
  template: {
    system: `${emu2Systems.chat} `,
    user: '[USER]: {text} [ASSISTANT]:',
    assistant: ' {text}</s>',
    image: '[<image>]',
  },
  system: 'Emu2',
  tags: { ref: ['<phrase>', '</phrase>'], box: ['<object>', '</object>'], quad: ['<REC>', '</REC>'] },
  tokens: /<\/?(?:phrase|object|grounding)>|<patch_index_\d{4}>|<REC>|<\/delimiter_of_multi_objects\/>/g,
  typed: /<\/?(?:phrase|object|grounding|s)>|<patch_index_\d{4}>|<REC>|\[(?:USER|ASSISTANT)\]|\[<(?:IMG|VID)_PLH>\]/g,
  numbers,
  write,
  read,
})
