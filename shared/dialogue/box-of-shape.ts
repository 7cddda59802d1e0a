import { boxIou } from '../geometry/box.ts'
import { polygonBounds } from '../geometry/polygon.ts'
import type { PixelBox } from '../geometry/spaces.ts'
import { assertNever } from '../result.ts'
import type { Shape } from './region.ts'

/** The box of a shape: of a polygon the box around it; null for a point, which has none. */
export function boxOfShape(shape: Shape): PixelBox | null {
  switch (shape.kind) {
    case 'box':
      return shape
    case 'polygon':
      return polygonBounds(shape.points)
    case 'point':
      return null
    default:
      return assertNever(shape)
  }
}

/** IoU of the boxes of two shapes, 0..1; null where one has none. */
export function shapeIou(a: Shape, b: Shape): number | null {
  const [boxA, boxB] = [boxOfShape(a), boxOfShape(b)]
  return boxA === null || boxB === null ? null : boxIou(boxA, boxB)
}
