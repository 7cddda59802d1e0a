import type { PixelBox } from '../../geometry/spaces.ts'
import { assertNever } from '../../result.ts'
import type { Corner, ImportedShape } from './imported.ts'
import { maskBox } from './mask.ts'

/** The box around points; null when there are none. */
export function cornersBox(points: readonly Corner[]): PixelBox | null {
  let [x1, y1, x2, y2] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x, y] of points) {
    x1 = Math.min(x1, x)
    y1 = Math.min(y1, y)
    x2 = Math.max(x2, x)
    y2 = Math.max(y2, y)
  }
  return points.length === 0 ? null : { x1, y1, x2, y2 }
}

/** The smallest upright box around a shape, in its own pixels; a box as it stands. Null for a mask that marks nothing. */
export function shapeBox(shape: ImportedShape): PixelBox | null {
  switch (shape.kind) {
    case 'point':
      return { x1: shape.x, y1: shape.y, x2: shape.x, y2: shape.y }
    case 'box':
      return { x1: shape.x1, y1: shape.y1, x2: shape.x2, y2: shape.y2 }
    case 'polygon':
    case 'quad':
      return cornersBox(shape.points)
    case 'circle': {
      const { cx, cy, r } = shape
      return { x1: cx - r, y1: cy - r, x2: cx + r, y2: cy + r }
    }
    case 'ellipse': {
      const { cx, cy, rx, ry } = shape
      const turn = (shape.rotation * Math.PI) / 180
      const [w, h] =
        shape.rotation === 0
          ? [rx, ry]
          : [Math.hypot(rx * Math.cos(turn), ry * Math.sin(turn)), Math.hypot(rx * Math.sin(turn), ry * Math.cos(turn))]
      return { x1: cx - w, y1: cy - h, x2: cx + w, y2: cy + h }
    }
    case 'mask':
      return maskBox(shape.mask)
    default:
      return assertNever(shape)
  }
}
