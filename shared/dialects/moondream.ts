import { roundHalfEven } from '../geometry/rounding.ts'
import type { Size } from '../geometry/spaces.ts'
import { err, ok, type Result } from '../result.ts'
import { type BracketReading, readAll } from './bracket-parser.ts'
import type { Dialect, DialectShape, EncodeLoss, SpanParser } from './dialect.ts'
import { findTokens } from './hazards.ts'
import { outsideWarning, shapeNumbers, swappedProblem } from './mention.ts'
import { objectParser } from './object-parser.ts'
import { checkShapes, pointsAndBoxes } from './shape-kinds.ts'

const corners = ['x_min', 'y_min', 'x_max', 'y_max'] as const

/** The shares of a shape's numbers of the picture's width and height; not clamped. The items of `spatial_refs`. */
export function moondreamUnits(shape: DialectShape, size: Size): number[] {
  return shapeNumbers(shape).map((value, index) => value / (index % 2 === 0 ? size.width : size.height))
}

/** A box or point as the API's answers and tuning targets hold it. */
export function moondreamObject(shape: DialectShape, size: Size): Record<string, number> {
  const names = shape.kind === 'point' ? ['x', 'y'] : corners
  return Object.fromEntries(moondreamUnits(shape, size).map((value, index) => [names[index] ?? '', value]))
}

/** The training bins of a box: centre x, centre y, width, height; sizes on a logarithmic scale. */
export function moondreamBins(units: readonly number[]): number[] {
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = units
  const centre = (a: number, b: number): number => roundHalfEven(((a + b) / 2) * 1023)
  const extent = (value: number): number => roundHalfEven(((Math.log2(Math.max(value, 1 / 1024)) + 10) / 10) * 1023)
  return [centre(x1, x2), centre(y1, y2), extent(x2 - x1), extent(y2 - y1)]
}

/** The box that the model makes of bins; centres count to 1024 here, and the box may leave 0..1. */
export function moondreamBox(bins: readonly number[]): Record<(typeof corners)[number], number> {
  const [cx = 0, cy = 0, w = 0, h = 0] = bins
  const half = (bin: number): number => 2 ** ((bin / 1023) * 10 - 10) / 2
  const [x, y] = [cx / 1024, cy / 1024]
  return { x_min: x - half(w), y_min: y - half(h), x_max: x + half(w), y_max: y + half(h) }
}

function encode(shapes: readonly DialectShape[], size: Size): Result<string, EncodeLoss> {
  const loss = checkShapes(shapes, 'Moondream', pointsAndBoxes)
  if (loss !== null) return err(loss)
  const objects = shapes.map((shape) =>
    Object.fromEntries(
      Object.entries(moondreamObject(shape, size)).map(([name, value]) => [name, Math.min(Math.max(value, 0), 1) || 0]),
    ),
  )
  return ok(JSON.stringify(shapes[0]?.kind === 'point' ? { points: objects } : { objects }))
}

function read(value: Readonly<Record<string, unknown>> | null, size: Size): BracketReading {
  const isPoints = value !== null && Array.isArray(value.points)
  const list = isPoints ? value.points : value?.objects
  if (!Array.isArray(list)) return { kind: 'problem', code: 'not-a-number', message: 'there is no list of objects' }
  const names = isPoints ? ['x', 'y'] : corners
  const shapes: DialectShape[] = []
  for (const item of list as unknown[]) {
    const fields = typeof item === 'object' && item !== null ? (item as Record<string, unknown>) : {}
    const numbers = names.map((name) => fields[name])
    const missing = names.find((_, index) => numbers[index] === undefined)
    if (missing !== undefined) return { kind: 'problem', code: 'wrong-count', message: `an object has no ${missing}` }
    if (!numbers.every((one) => typeof one === 'number' && Number.isFinite(one))) {
      return { kind: 'problem', code: 'not-a-number', message: 'a coordinate is not a number' }
    }
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = numbers as number[]
    if (isPoints) {
      shapes.push({ kind: 'point', x: x1 * size.width, y: y1 * size.height })
      continue
    }
    const swapped = swappedProblem({ x1, y1, x2, y2 })
    if (swapped !== null) return swapped
    shapes.push({ kind: 'box', x1: x1 * size.width, y1: y1 * size.height, x2: x2 * size.width, y2: y2 * size.height })
  }
  if (shapes.length === 0) return { kind: 'problem', code: 'wrong-count', message: 'the list is empty' }
  const outside = outsideWarning(shapes, size, { x: size.width * 1e-9, y: size.height * 1e-9 })
  return { kind: 'shapes', shapes, warnings: outside === null ? [] : [outside] }
}

function createParser(size: Size): SpanParser {
  return objectParser({
    mark: /["'](?:objects|points)["']\s*:\s*\[/,
    read: (value) => ({ reading: read(value, size) }),
  })
}

/**
 * Moondream 2 and 3: the JSON of its API, shares of width and height as floats. Inside the model regions are bins
 * (`moondreamBins`). The model's own boxes may leave the picture; they are read as they are, with a warning. Source:
 * vikhyat/moondream @ 44146f1.
 */
export const moondream: Dialect = {
  id: 'moondream',
  title: 'Moondream',
  frame: 'Whole picture, each axis by itself; 0 to 1 as floats; JSON of the API',
  source: { paper: null, code: 'https://github.com/vikhyat/moondream' },
  note: 'Its segmentation gives a path of its own beside the text, which is not read here.',
  points: true,
  can: {
    asks: pointsAndBoxes,
    answers: pointsAndBoxes,
    images: 'one',
    loss: 'answers',
  },
  halfStep: (size) => ({ x: size.width * 1e-9, y: size.height * 1e-9 }),
  encode,
  parser: createParser,
  decode: (text, size) => readAll(createParser(size), text),
  hazards: (text) => findTokens(text, /<\|(?:endoftext|md_reserved_\d+)\|>/g),
  template: {
    system: '',
    user: '\n\nQuestion: {text}\n\nAnswer:',
    assistant: ' {text}<|endoftext|>',
    image: '<image>',
    imagePlacement: 'front',
  },
}
