import type { Shape } from '../dialogue/region.ts'
import { boxFromCorners } from '../geometry/box.ts'
import type { PixelPoint } from '../geometry/spaces.ts'
import { assertNever } from '../result.ts'

/** The shape with each of its corners moved; a box stays one around its two corners, put in order. */
export function mapShape(shape: Shape, move: (point: PixelPoint) => PixelPoint): Shape {
  switch (shape.kind) {
    case 'point':
      return { kind: 'point', ...plain(move(shape)) }
    case 'box': {
      const box = boxFromCorners(move({ x: shape.x1, y: shape.y1 }), move({ x: shape.x2, y: shape.y2 }))
      return { kind: 'box', ...box }
    }
    case 'polygon':
      return { kind: 'polygon', points: shape.points.map((point) => plain(move(point))) }
    default:
      return assertNever(shape)
  }
}

function plain({ x, y }: PixelPoint): { x: number; y: number } {
  return { x, y }
}
