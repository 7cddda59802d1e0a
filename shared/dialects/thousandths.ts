import { roundHalfEven } from '../geometry/rounding.ts'
import type { Size } from '../geometry/spaces.ts'
import { err, ok, type Result } from '../result.ts'
import type { BracketReading } from './bracket-parser.ts'
import type { DialectShape, EncodeLoss, SpanWarning } from './dialect.ts'
import { outsideWarning, shapeNumbers, swappedProblem } from './mention.ts'
import { checkShapes, onlyBoxes, pointsAndBoxes } from './shape-kinds.ts'

const steps = 1000

/**
 * A shape's numbers in thousandths of the picture, each axis by itself, half to even, as ms-swift's `normalize_bbox` writes them:
 * nothing is clamped, 1000 is the far edge.
 */
export function thousandths(shape: DialectShape, size: Size): number[] {
  return shapeNumbers(shape).map((value, index) =>
    roundHalfEven((value / (index % 2 === 0 ? size.width : size.height)) * steps),
  )
}

/** The same numbers kept within 0..1000, as the official converters write them. */
export function clampedThousandths(shape: DialectShape, size: Size): number[] {
  return thousandths(shape, size).map((value) => Math.min(Math.max(value, 0), steps) || 0)
}

/** The groups of a mention in clamped thousandths, or why there are none. */
export function encodeThousandths(
  shapes: readonly DialectShape[],
  size: Size,
  takes: { readonly points: boolean; readonly name: string },
): Result<number[][], EncodeLoss> {
  const loss = checkShapes(shapes, takes.name, takes.points ? pointsAndBoxes : onlyBoxes)
  if (loss !== null) return err(loss)
  return ok(shapes.map((shape) => clampedThousandths(shape, size)))
}

/** Half a thousandth of each side. */
export function halfThousandth(size: Size): { x: number; y: number } {
  return { x: size.width / steps / 2, y: size.height / steps / 2 }
}

/** Shapes of groups of 2 (where `points`) or 4 numbers in thousandths, or what is wrong with them. */
export function readThousandths(
  groups: readonly (readonly number[])[],
  size: Size,
  takes: { readonly points: boolean },
): BracketReading {
  const odd = groups.find((group) => group.length !== 4 && !(takes.points && group.length === 2))
  if (odd !== undefined) {
    const numbers = `${odd.length} number${odd.length === 1 ? '' : 's'}`
    return {
      kind: 'problem',
      code: 'wrong-count',
      message: `${numbers}: a box has 4${takes.points ? ', a point 2' : ''}`,
    }
  }
  const numbers = groups.flat()
  const beyond = numbers.find((value) => !(value >= 0 && value <= steps))
  if (beyond !== undefined) {
    return { kind: 'problem', code: 'out-of-range', message: `${beyond} is outside 0 to ${steps}` }
  }
  const shapes: DialectShape[] = []
  const across = (value: number): number => (value / steps) * size.width
  const down = (value: number): number => (value / steps) * size.height
  for (const [x1 = 0, y1 = 0, x2, y2] of groups) {
    if (x2 === undefined || y2 === undefined) {
      shapes.push({ kind: 'point', x: across(x1), y: down(y1) })
      continue
    }
    const swapped = swappedProblem({ x1, y1, x2, y2 })
    if (swapped !== null) return swapped
    shapes.push({ kind: 'box', x1: across(x1), y1: down(y1), x2: across(x2), y2: down(y2) })
  }
  const warnings: SpanWarning[] = []
  if (numbers.some((value) => !Number.isInteger(value))) {
    warnings.push({ code: 'upstream-unread', message: 'the system itself writes and reads whole numbers' })
    if (numbers.every((value) => value <= 1)) {
      warnings.push({ code: 'scale-unlikely', message: 'these look like 0 to 1, but this dialect counts thousandths' })
    }
  }
  const outside = outsideWarning(shapes, size, halfThousandth(size))
  if (outside !== null) warnings.push(outside)
  return { kind: 'shapes', shapes, warnings }
}
