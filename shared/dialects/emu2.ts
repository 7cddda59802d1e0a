import { roundHalfEven } from '../geometry/rounding.ts'
import type { Size } from '../geometry/spaces.ts'
import { err, ok, type Result } from '../result.ts'
import { type BracketReading, readAll } from './bracket-parser.ts'
import type { Dialect, DialectShape, EncodeLoss, MentionContext, SpanParser } from './dialect.ts'
import { emu2Systems } from './emu.ts'
import { findTokens } from './hazards.ts'
import { outsideWarning, shapeNumbers, swappedProblem } from './mention.ts'
import { checkShapes, onlyBoxes } from './shape-kinds.ts'
import { taggedParser } from './tagged-parser.ts'

const side = 224
const tokens = /<\/?(?:phrase|object|grounding)>|<patch_index_\d{4}>|<REC>|<\/delimiter_of_multi_objects\/>/g

function encode(shapes: readonly DialectShape[], size: Size, context?: MentionContext): Result<string, EncodeLoss> {
  const loss = checkShapes(shapes, 'Emu2', onlyBoxes)
  if (loss !== null) return err(loss)
  const phrase = context?.phrase
  if (phrase !== undefined && phrase.search(tokens) >= 0) {
    return err({ code: 'unsafe-label', message: `“${phrase}” holds a mark that Emu2 reads as its own` })
  }
  const boxes = shapes.map((shape) => {
    const bins = shapeNumbers(shape).map((value, index) => {
      const bin = roundHalfEven((value / (index % 2 === 0 ? size.width : size.height)) * side)
      return `<patch_index_${String(Math.min(Math.max(bin, 0), side) || 0).padStart(4, '0')}>`
    })
    return `<object>${bins.join('')}</object>`
  })
  return ok((phrase === undefined ? '' : `<phrase>${phrase}</phrase>`) + boxes.join(''))
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

function createParser(size: Size): SpanParser {
  return taggedParser({
    ref: ['<phrase>', '</phrase>'],
    box: ['<object>', '</object>'],
    quad: ['<REC>', '</REC>'],
    read: (content) => read(content, size),
  })
}

/**
 * Emu2, experimental: the tokens exist (baaivision/Emu @ 13c395e) and the frame of 0 to 224 is stated, but the order of the four numbers
 * is nowhere in the code; x1, y1, x2, y2 is assumed.
 */
export const emu2: Dialect = {
  id: 'emu2',
  title: 'Emu2 (experimental)',
  frame: 'Whole picture, each axis by itself; 0 to 224; rounded half to even; the order of corners is assumed',
  points: false,
  can: {
    asks: onlyBoxes,
    answers: onlyBoxes,
    images: 'several',
    loss: 'answers',
  },
  phrases: 'blank-outside',
  halfStep: (size) => ({ x: size.width / side / 2, y: size.height / side / 2 }),
  encode,
  parser: createParser,
  decode: (text, size) => readAll(createParser(size), text),
  hazards: (text) =>
    findTokens(
      text,
      /<\/?(?:phrase|object|grounding|s)>|<patch_index_\d{4}>|<REC>|\[(?:USER|ASSISTANT)\]|\[<(?:IMG|VID)_PLH>\]/g,
    ),
  template: {
    system: `${emu2Systems.chat} `,
    user: '[USER]: {text} [ASSISTANT]:',
    assistant: ' {text}</s>',
    image: '[<image>]',
  },
}
