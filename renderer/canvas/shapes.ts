import { shapeBounds } from '../../shared/dialects/mention.ts'
import type { Shape } from '../../shared/dialogue/region.ts'
import { boxArea, boxIntersection, boxOfSize } from '../../shared/geometry/box.ts'
import { clipPolygon } from '../../shared/geometry/polygon.ts'
import type { PixelBox, PixelPoint, Size } from '../../shared/geometry/spaces.ts'

/** The box around a shape; a point's has no area. */
export function boundsOf(shape: Shape): PixelBox {
  const bounds = shapeBounds(shape)
  if (bounds === null) throw new RangeError('a shape has at least one corner')
  return bounds
}

export function boxShape(box: PixelBox): Shape {
  return { kind: 'box', x1: box.x1, y1: box.y1, x2: box.x2, y2: box.y2 }
}

/** The part of a shape that lies on the picture; `null` when nothing does. */
export function clippedShape(shape: Shape, size: Size): Shape | null {
  if (shape.kind === 'point') {
    const inside = shape.x >= 0 && shape.y >= 0 && shape.x <= size.width && shape.y <= size.height
    return inside ? shape : null
  }
  if (shape.kind === 'polygon') {
    const points = clipPolygon(shape.points, boxOfSize(size))
    return points.length > 2 ? { kind: 'polygon', points } : null
  }
  const box = boxIntersection(boundsOf(shape), boxOfSize(size))
  return boxArea(box) > 0 ? boxShape(box) : null
}

export function movedShape(shape: Shape, dx: number, dy: number): Shape {
  if (shape.kind === 'point') return { ...shape, x: shape.x + dx, y: shape.y + dy }
  if (shape.kind === 'polygon') return { ...shape, points: shape.points.map(({ x, y }) => ({ x: x + dx, y: y + dy })) }
  return { ...shape, x1: shape.x1 + dx, y1: shape.y1 + dy, x2: shape.x2 + dx, y2: shape.y2 + dy }
}

/** The part of a movement that keeps what is inside the picture inside; a side that is outside already may move freely. */
export function boundedMove(bounds: PixelBox, dx: number, dy: number, size: Size): PixelPoint {
  return {
    x: boundedShift(bounds.x1, bounds.x2, dx, size.width),
    y: boundedShift(bounds.y1, bounds.y2, dy, size.height),
  }
}

function boundedShift(low: number, high: number, shift: number, length: number): number {
  if (shift < 0 && low >= 0) return Math.max(shift, -low)
  if (shift > 0 && high <= length) return Math.min(shift, length - high)
  return shift
}

/** The corner that makes a square with `from`, towards `to`; its side is the longer of the two distances. */
export function squareCorner(from: PixelPoint, to: PixelPoint): PixelPoint {
  const side = Math.max(Math.abs(to.x - from.x), Math.abs(to.y - from.y))
  return { x: from.x + side * (to.x < from.x ? -1 : 1), y: from.y + side * (to.y < from.y ? -1 : 1) }
}
