import { shapeBounds } from '../../../shared/dialects/mention.ts'
import type { Shape } from '../../../shared/dialogue/region.ts'
import type { PixelBox, Size } from '../../../shared/geometry/spaces.ts'

/** Picture pixels that a crop shows at least on each side, so that a point or a tiny box is seen in its place. */
const leastSide = 96

/** The part of a picture around some shapes, with as much again around them as they are wide; the whole picture without shapes. */
export function reviewCrop(shapes: readonly Shape[], size: Size): PixelBox {
  const bounds = shapes.flatMap((shape) => shapeBounds(shape) ?? [])
  if (bounds.length === 0) return { x1: 0, y1: 0, x2: size.width, y2: size.height }
  const around = {
    x1: Math.min(...bounds.map((box) => box.x1)),
    y1: Math.min(...bounds.map((box) => box.y1)),
    x2: Math.max(...bounds.map((box) => box.x2)),
    y2: Math.max(...bounds.map((box) => box.y2)),
  }
  const margin = Math.max((around.x2 - around.x1) / 2, (around.y2 - around.y1) / 2, leastSide / 2)
  return {
    x1: Math.max(0, around.x1 - margin),
    y1: Math.max(0, around.y1 - margin),
    x2: Math.min(size.width, around.x2 + margin),
    y2: Math.min(size.height, around.y2 + margin),
  }
}
