import { pythonFixed, roundHalfEven } from '../geometry/rounding.ts'
import type { Size } from '../geometry/spaces.ts'
import { err, ok, type Result } from '../result.ts'
import { type BracketReading, bracketParser, readAll } from './bracket-parser.ts'
import type { Dialect, DialectShape, EncodeLoss, SpanParser, SpanWarning } from './dialect.ts'
import { outsideWarning, shapeNumbers, swappedProblem } from './mention.ts'
import { checkShapes, pointsAndBoxes } from './shape-kinds.ts'

type Scale = { readonly full: (size: Size) => Size; readonly write: (value: number) => string; readonly step: number }

function encode(shapes: readonly DialectShape[], size: Size, scale: Scale): Result<string, EncodeLoss> {
  const loss = checkShapes(shapes, 'Plain', pointsAndBoxes)
  if (loss !== null) return err(loss)
  const full = scale.full(size)
  const texts = shapes.map((shape) => {
    const numbers = shapeNumbers(shape).map((value, index) => {
      const [side, units] = index % 2 === 0 ? [size.width, full.width] : [size.height, full.height]
      return scale.write((Math.min(Math.max(value, 0), side) / side) * units || 0)
    })
    return `[${numbers.join(', ')}]`
  })
  return ok(texts.join(' '))
}

function read(group: readonly number[], size: Size, scale: Scale): BracketReading {
  const full = scale.full(size)
  if (group.length !== 2 && group.length !== 4) {
    const numbers = `${group.length} number${group.length === 1 ? '' : 's'}`
    return { kind: 'problem', code: 'wrong-count', message: `${numbers}: a box has 4, a point has 2` }
  }
  const beyond = group.find((value, index) => value < 0 || value > (index % 2 === 0 ? full.width : full.height))
  if (beyond !== undefined) {
    return {
      kind: 'problem',
      code: 'out-of-range',
      message: `${beyond} is outside 0 to ${full.width} by ${full.height}`,
    }
  }
  const [x1 = 0, y1 = 0, x2, y2] = group
  const at = (x: number, y: number): { x: number; y: number } => ({
    x: (x / full.width) * size.width,
    y: (y / full.height) * size.height,
  })
  const a = at(x1, y1)
  if (x2 === undefined || y2 === undefined) return { kind: 'shapes', shapes: [{ kind: 'point', ...a }], warnings: [] }
  const swapped = swappedProblem({ x1, y1, x2, y2 })
  if (swapped !== null) return swapped
  const b = at(x2, y2)
  const shapes: DialectShape[] = [{ kind: 'box', x1: a.x, y1: a.y, x2: b.x, y2: b.y }]
  const warnings: SpanWarning[] = []
  if (scale.step === 1 && group.some((value) => !Number.isInteger(value)) && group.every((value) => value <= 1)) {
    warnings.push({ code: 'scale-unlikely', message: 'these look like 0 to 1, but this dialect counts pixels' })
  }
  const outside = outsideWarning(shapes, size, { x: scale.step / 2, y: scale.step / 2 })
  if (outside !== null) warnings.push(outside)
  return { kind: 'shapes', shapes, warnings }
}

function create(about: Pick<Dialect, 'id' | 'title' | 'frame'>, scale: Scale): Dialect {
  const parser = (size: Size): SpanParser =>
    bracketParser((groups) => {
      const readings = groups.map((group) => read(group, size, scale))
      const problem = readings.find((reading) => reading.kind === 'problem')
      if (problem !== undefined) return problem
      const good = readings.filter((reading) => reading.kind === 'shapes')
      const shapes = good.flatMap((reading) => reading.shapes)
      if (new Set(shapes.map((shape) => shape.kind)).size > 1) {
        return { kind: 'problem', code: 'mixed-kinds', message: 'boxes and points stand in one bracket' }
      }
      return { kind: 'shapes', shapes, warnings: good.flatMap((reading) => reading.warnings) }
    })
  return {
    ...about,
    source: { paper: null, code: null },
    points: true,
    can: { asks: pointsAndBoxes, answers: pointsAndBoxes, images: 'one', loss: 'answers' },
    halfStep: (size) => {
      const full = scale.full(size)
      return { x: ((size.width / full.width) * scale.step) / 2, y: ((size.height / full.height) * scale.step) / 2 }
    },
    encode: (shapes, size) => encode(shapes, size, scale),
    parser,
    decode: (text, size) => readAll(parser(size), text),
    hazards: () => [],
    template: { system: '', user: '{text}\n', assistant: '{text}\n', image: '<image>\n' },
  }
}

/** Shares of width and height with three decimals, no padding: for models that follow an instruction and no system's own form. */
export const plainUnit: Dialect = create(
  {
    id: 'plain-unit',
    title: 'Plain 0 to 1',
    frame: 'Whole picture, each axis by itself; 0 to 1; three decimals, rounded half to even',
  },
  { full: () => ({ width: 1, height: 1 }), write: (value) => pythonFixed(value, 3), step: 0.001 },
)

/** Whole pixels of the upright picture. */
export const plainPixels: Dialect = create(
  { id: 'plain-pixels', title: 'Plain pixels', frame: 'Pixels of the upright picture; rounded half to even' },
  { full: (size) => size, write: (value) => String(roundHalfEven(value)), step: 1 },
)
