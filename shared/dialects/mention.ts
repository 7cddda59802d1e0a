import { polygonBounds } from '../geometry/polygon.ts'
import type { PixelBox, Size } from '../geometry/spaces.ts'
import { assertNever } from '../result.ts'
import type { BracketReading } from './bracket-parser.ts'
import type { DialectShape, EncodeLoss, SpanWarning } from './dialect.ts'

/** The numbers of a shape in order, x and y by turns: those of a point, of a box's two corners, of a polygon's corners. */
export function shapeNumbers(shape: DialectShape): number[] {
  switch (shape.kind) {
    case 'point':
      return [shape.x, shape.y]
    case 'box':
      return [shape.x1, shape.y1, shape.x2, shape.y2]
    case 'polygon':
      return shape.points.flatMap(({ x, y }) => [x, y])
    default:
      return assertNever(shape)
  }
}

/** The box around a shape, its corners in order; a point's has no area. Null for a polygon without corners. */
export function shapeBounds(shape: DialectShape): PixelBox | null {
  const numbers = shapeNumbers(shape)
  return polygonBounds(
    Array.from({ length: numbers.length / 2 }, (_, i) => ({ x: numbers[2 * i] ?? 0, y: numbers[2 * i + 1] ?? 0 })),
  )
}

/** Why no bracket dialect can write this mention, or null. */
export function checkMention(shapes: readonly DialectShape[]): EncodeLoss | null {
  if (shapes.length === 0) return { code: 'empty-mention', message: 'the mention has no region' }
  if (shapes.some((shape) => shapeNumbers(shape).some((value) => !Number.isFinite(value)))) {
    return { code: 'not-finite', message: 'a coordinate is not a number' }
  }
  const kinds = new Set(shapes.map((shape) => shape.kind))
  if (kinds.size > 1) {
    const names = kinds.has('polygon') ? 'shapes of several kinds' : 'boxes and points'
    return { code: 'mixed-kinds', message: `${names} cannot stand in one mention` }
  }
  if (shapes.some((shape) => shape.kind === 'polygon' && shape.points.length < 3)) {
    return { code: 'no-area', message: 'a polygon has fewer than three corners' }
  }
  return null
}

/** The problem of a box whose corners are swapped, in the dialect's own numbers, or null. */
export function swappedProblem(box: { x1: number; y1: number; x2: number; y2: number }): BracketReading | null {
  const message =
    box.x2 < box.x1
      ? `x2 ${box.x2} is smaller than x1 ${box.x1}`
      : box.y2 < box.y1
        ? `y2 ${box.y2} is smaller than y1 ${box.y1}`
        : null
  return message === null ? null : { kind: 'problem', code: 'corners-swapped', message }
}

/** A warning when a shape sticks out of the picture by more than rounding explains; the shape is kept as it is. */
export function outsideWarning(
  shapes: readonly DialectShape[],
  size: Size,
  tolerance: { readonly x: number; readonly y: number },
): SpanWarning | null {
  const slack = { x: tolerance.x * 1.000001, y: tolerance.y * 1.000001 }
  const isOutside = (value: number, index: number): boolean =>
    index % 2 === 0
      ? value < -slack.x || value > size.width + slack.x
      : value < -slack.y || value > size.height + slack.y
  if (!shapes.some((shape) => shapeNumbers(shape).some(isOutside))) return null
  return { code: 'outside-image', message: 'part of it lies outside the picture' }
}
