import type { Size } from '../geometry/spaces.ts'
import { err, ok, type Result } from '../result.ts'
import { type BracketReading, bracketParser, readAll } from './bracket-parser.ts'
import type { Dialect, DialectShape, EncodeLoss, SpanParser, SpanWarning } from './dialect.ts'
import { findHazards } from './hazards.ts'
import { outsideWarning, shapeNumbers, swappedProblem } from './mention.ts'
import { checkShapes, onlyBoxes, pointsAndBoxes } from './shape-kinds.ts'

const steps = 1000
/** Stands behind a user's region; the model puts what it sees there in its place. */
export const ferretFeature = ' <region_fea>'

/** A pixel in thousandths as Ferret's training writes it: clamped to the last pixel, times 1000/side, truncated. */
function trained(pixel: number, side: number): number {
  return Math.trunc(Math.min(Math.max(pixel, 0), side - 1) * (steps / side)) || 0
}

/** A shape as Ferret's training text (apple/ml-ferret @ 3c9e5c93c2), without what stands behind a user's region. */
export function ferretText(shape: DialectShape, size: Size): string {
  const numbers = shapeNumbers(shape).map((value, i) => trained(value, i % 2 === 0 ? size.width : size.height))
  return `[${numbers.join(', ')}]`
}

function encode(shapes: readonly DialectShape[], size: Size, role: 'user' | 'assistant'): Result<string, EncodeLoss> {
  const loss =
    role === 'user' ? checkShapes(shapes, 'Ferret', pointsAndBoxes) : checkShapes(shapes, 'Ferret’s answer', onlyBoxes)
  if (loss !== null) return err(loss)
  const behind = role === 'user' ? ferretFeature : ''
  return ok(shapes.map((shape) => ferretText(shape, size) + behind).join(' '))
}

/** Where the last step of a side begins: clamping to the last pixel puts all the rest there. */
function lastStep(side: number): number {
  return trained(side, side)
}

function halfOfSide(side: number): number {
  return Math.max(side / steps, side - (lastStep(side) * side) / steps) / 2
}

function halfStep(size: Size): { x: number; y: number } {
  return { x: halfOfSide(size.width), y: halfOfSide(size.height) }
}

/** The middle of a step, as truncation put everything of it on its lower edge. */
function toPixel(value: number, side: number): number {
  const begin = (value / steps) * side
  if (value === lastStep(side)) return (begin + side) / 2
  return Math.min((value + 0.5) / steps, 1) * side
}

function read(groups: readonly (readonly number[])[], bracket: string, size: Size): BracketReading {
  const odd = groups.find((group) => group.length !== 2 && group.length !== 4)
  if (odd !== undefined) {
    const numbers = `${odd.length} number${odd.length === 1 ? '' : 's'}`
    return { kind: 'problem', code: 'wrong-count', message: `${numbers}: a box has 4, a point has 2` }
  }
  if (new Set(groups.map((group) => group.length)).size > 1) {
    return { kind: 'problem', code: 'mixed-kinds', message: 'boxes and points stand in one bracket' }
  }
  const beyond = groups.flat().find((value) => value < 0 || value > steps)
  if (beyond !== undefined) {
    return { kind: 'problem', code: 'out-of-range', message: `${beyond} is outside 0 to ${steps}` }
  }
  const shapes: DialectShape[] = []
  for (const [x1 = 0, y1 = 0, x2, y2] of groups) {
    const a = { x: toPixel(x1, size.width), y: toPixel(y1, size.height) }
    if (x2 === undefined || y2 === undefined) {
      shapes.push({ kind: 'point', ...a })
      continue
    }
    const swapped = swappedProblem({ x1, y1, x2, y2 })
    if (swapped !== null) return swapped
    shapes.push({ kind: 'box', x1: a.x, y1: a.y, x2: toPixel(x2, size.width), y2: toPixel(y2, size.height) })
  }
  const warnings: SpanWarning[] = []
  if (!/^\[\d+, \d+(?:, \d+, \d+)?\]$/.test(bracket)) {
    warnings.push({ code: 'upstream-unread', message: 'Ferret’s demo would not take this for a box' })
  }
  if (/\.\d/.test(bracket) && groups.flat().every((value) => value <= 1)) {
    warnings.push({ code: 'scale-unlikely', message: 'these look like 0 to 1, but this dialect counts thousandths' })
  }
  const outside = outsideWarning(shapes, size, halfStep(size))
  if (outside !== null) warnings.push(outside)
  return { kind: 'shapes', shapes, warnings }
}

function parser(size: Size): SpanParser {
  return bracketParser((groups, bracket) => read(groups, bracket, size), ferretFeature)
}

const system =
  'A chat between a human and an AI that understands visuals. In images, [x, y] denotes points: top-left [0, 0], bottom-right [width-1, height-1]. Increasing x moves right; y moves down. Bounding box: [x1, y1, x2, y2]. Image size: 1000x1000. Follow instructions. '

/**
 * Ferret: thousandths of each axis of the whole picture, truncated, after clamping to the last pixel; a user's region is followed by
 * `<region_fea>`, an answer's is not and is always a box. Source: `train.py` and `conversation.py` of apple/ml-ferret @ 3c9e5c93c2.
 * The demo truncates in another order (`ferret-upstream.ts`). Reading takes the middle of a step.
 */
export const ferret: Dialect = {
  id: 'ferret',
  title: 'Ferret',
  frame: 'Whole picture, each axis by itself; 0 to 999; truncated, clamped to the last pixel',
  source: { paper: '2310.07704', code: 'https://github.com/apple/ml-ferret' },
  note: 'Free shapes go in as masks beside the box around them; its text has points and boxes only.',
  points: true,
  can: {
    asks: pointsAndBoxes,
    answers: onlyBoxes,
    images: 'one',
    loss: 'answers',
  },
  halfStep,
  encode: (shapes, size, context) => encode(shapes, size, context?.role ?? 'user'),
  parser,
  decode: (text, size) => readAll(parser(size), text),
  hazards: (text) =>
    findHazards(text, {
      placeholders: /<(?:image|region_fea|bbox_location\d+|im_start|im_patch|im_end|s|\/s|unk|pad)>|\[region\d*\]/g,
      braces: false,
    }),
  template: {
    system: `${system} `,
    user: 'USER: {text} ASSISTANT:',
    assistant: ' {text}</s>',
    image: '<image>\n',
    imagePlacement: 'turn-start',
  },
}
