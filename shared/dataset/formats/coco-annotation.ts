import type { DialectShape } from '../../dialects/dialect.ts'
import { polygonArea, polygonBounds } from '../../geometry/polygon.ts'
import { assertNever } from '../../result.ts'

/** The length that added to `from` gives `to` again, where there is one: rounding may make the plain difference miss it by a hair. */
function lengthTo(from: number, to: number): number {
  const length = to - from
  if (from + length === to) return length
  const step = Math.abs(to) * 2 ** -53
  return from + (length + step) === to ? length + step : from + (length - step) === to ? length - step : length
}

/**
 * An annotation as JSON: left, top, width, height in pixels with edges counted from zero. A polygon stands under `segmentation` with its
 * enclosing box; boxes have no outline there. Null for points.
 */
export function cocoAnnotation(id: number, imageId: number, categoryId: number, shape: DialectShape): string | null {
  switch (shape.kind) {
    case 'box': {
      const [width, height] = [lengthTo(shape.x1, shape.x2), lengthTo(shape.y1, shape.y2)]
      return `{"id":${id},"image_id":${imageId},"category_id":${categoryId},"bbox":[${shape.x1},${shape.y1},${width},${height}],"area":${width * height},"iscrowd":0,"segmentation":[]}`
    }
    case 'polygon': {
      const box = polygonBounds(shape.points)
      if (box === null) return null
      const points = shape.points.map(({ x, y }) => `${x},${y}`).join(',')
      return `{"id":${id},"image_id":${imageId},"category_id":${categoryId},"bbox":[${box.x1},${box.y1},${lengthTo(box.x1, box.x2)},${lengthTo(box.y1, box.y2)}],"area":${polygonArea(shape.points)},"iscrowd":0,"segmentation":[[${points}]]}`
    }
    case 'point':
      return null
    default:
      return assertNever(shape)
  }
}
