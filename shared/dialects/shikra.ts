import { fromSquareUnit, letterbox, squareArea, toSquareUnit } from '../geometry/letterbox.ts'
import { pythonFixed } from '../geometry/rounding.ts'
import type { Size } from '../geometry/spaces.ts'
import { err, ok, type Result } from '../result.ts'
import { type BracketReading, bracketParser, readAll } from './bracket-parser.ts'
import type { Dialect, DialectShape, EncodeLoss, SpanParser, SpanWarning } from './dialect.ts'
import { findHazards, vicunaSystem } from './hazards.ts'
import { outsideWarning, shapeNumbers, swappedProblem } from './mention.ts'
import { checkShapes, pointsAndBoxes } from './shape-kinds.ts'
import { shikraReads } from './shikra-upstream.ts'

const decimals = 3

function unit(value: number): number {
  return Math.min(Math.max(value, 0), 1) || 0
}

function numbersOf(shape: DialectShape, size: Size): number[] {
  const frame = letterbox(size)
  return shapeNumbers(shape).map((value, index) =>
    unit(index % 2 === 0 ? toSquareUnit(frame, { x: value, y: 0 }).x : toSquareUnit(frame, { x: 0, y: value }).y),
  )
}

function encode(shapes: readonly DialectShape[], size: Size): Result<string, EncodeLoss> {
  const loss = checkShapes(shapes, 'Shikra', pointsAndBoxes)
  if (loss !== null) return err(loss)
  const groups = shapes.map((shape) => numbersOf(shape, size).map((value) => pythonFixed(value, decimals)))
  return ok(`[${groups.map((group) => group.join(',')).join(';')}]`)
}

function halfStep(size: Size): { x: number; y: number } {
  const half = letterbox(size).side / 2 / 10 ** decimals
  return { x: half, y: half }
}

function read(groups: readonly (readonly number[])[], bracket: string, size: Size): BracketReading {
  const counts = new Set(groups.map((group) => group.length))
  const odd = groups.find((group) => group.length !== 2 && group.length !== 4)
  if (odd !== undefined) {
    const numbers = `${odd.length} number${odd.length === 1 ? '' : 's'}`
    return { kind: 'problem', code: 'wrong-count', message: `${numbers}: a box has 4, a point has 2` }
  }
  if (counts.size > 1) {
    return { kind: 'problem', code: 'mixed-kinds', message: 'boxes and points stand in one bracket' }
  }
  const beyond = groups.flat().find((value) => value < 0 || value > 1)
  if (beyond !== undefined) {
    return { kind: 'problem', code: 'out-of-range', message: `${beyond} is outside 0 to 1` }
  }
  const frame = letterbox(size)
  const shapes: DialectShape[] = []
  for (const [x1 = 0, y1 = 0, x2, y2] of groups) {
    const a = fromSquareUnit(frame, { x: x1, y: y1 })
    if (x2 === undefined || y2 === undefined) {
      shapes.push({ kind: 'point', x: a.x, y: a.y })
      continue
    }
    const swapped = swappedProblem({ x1, y1, x2, y2 })
    if (swapped !== null) return swapped
    const b = fromSquareUnit(frame, { x: x2, y: y2 })
    shapes.push({ kind: 'box', x1: a.x, y1: a.y, x2: b.x, y2: b.y })
  }
  const warnings: SpanWarning[] = []
  if (!shikraReads(bracket)) {
    warnings.push({ code: 'upstream-unread', message: 'Shikra’s own reader would not take this for coordinates' })
  }
  const outside = outsideWarning(shapes, size, halfStep(size))
  if (outside !== null) warnings.push(outside)
  return { kind: 'shapes', shapes, warnings }
}

function createParser(size: Size): SpanParser {
  return bracketParser((groups, bracket) => read(groups, bracket, size))
}

/**
 * Shikra: thousandths of the white-padded, centred square, three fixed decimals, half to even on the exact value; `;` between the
 * shapes of one mention. Source: `PlainBoxFormatter` and `Expand2square` of shikras/shikra @ ff79a4ced8. As upstream, corners are
 * never reordered and what sticks out is clamped to the square, not to the picture.
 */
export const shikra: Dialect = {
  id: 'shikra',
  title: 'Shikra',
  frame: 'Square padded with white, picture centred; 0 to 1 of the long side; three decimals, rounded half to even',
  source: { paper: '2306.15195', code: 'https://github.com/shikras/shikra' },
  points: true,
  can: {
    asks: pointsAndBoxes,
    answers: pointsAndBoxes,
    images: 'one',
    loss: 'answers',
  },
  area: squareArea,
  halfStep,
  encode,
  parser: createParser,
  decode: (text, size) => readAll(createParser(size), text),
  hazards: (text) =>
    findHazards(text, {
      placeholders: /<(?:image|boxes|points|expr|objs|question|ph_st|ph_ed|im_start|im_patch|im_end|s|\/s|unk|pad)>/g,
      braces: true,
    }),
  template: {
    system: vicunaSystem,
    user: 'USER: {text} ASSISTANT:',
    assistant: ' {text}</s>',
    image: '<image> ',
  },
}
