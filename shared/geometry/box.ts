import type { PixelBox, PixelPoint, Size } from './spaces.ts'

/** The box with these two opposite corners in any order; x1 <= x2 and y1 <= y2 afterwards. */
export function boxFromCorners(a: PixelPoint, b: PixelPoint): PixelBox {
  return { x1: Math.min(a.x, b.x), y1: Math.min(a.y, b.y), x2: Math.max(a.x, b.x), y2: Math.max(a.y, b.y) }
}

/** Area in square pixels; 0 for a box whose corners are swapped on an axis. */
export function boxArea(box: PixelBox): number {
  return Math.max(0, box.x2 - box.x1) * Math.max(0, box.y2 - box.y1)
}

/** The part two boxes share; an empty result has zero area but may have swapped corners. */
export function boxIntersection(a: PixelBox, b: PixelBox): PixelBox {
  return { x1: Math.max(a.x1, b.x1), y1: Math.max(a.y1, b.y1), x2: Math.min(a.x2, b.x2), y2: Math.min(a.y2, b.y2) }
}

/** Intersection over union, 0..1. Two equal boxes give 1 even without area; otherwise a union without area gives 0. */
export function boxIou(a: PixelBox, b: PixelBox): number {
  if (a.x1 === b.x1 && a.y1 === b.y1 && a.x2 === b.x2 && a.y2 === b.y2) return 1
  const shared = boxArea(boxIntersection(a, b))
  const union = boxArea(a) + boxArea(b) - shared
  return union > 0 ? shared / union : 0
}

/** The centre of a box. */
export function boxCenter(box: PixelBox): PixelPoint {
  return { x: (box.x1 + box.x2) / 2, y: (box.y1 + box.y2) / 2 }
}

/** True for a point inside a box or on its edge. */
export function boxContains(box: PixelBox, point: PixelPoint): boolean {
  return point.x >= box.x1 && point.x <= box.x2 && point.y >= box.y1 && point.y <= box.y2
}

/** The box of the whole picture. */
export function boxOfSize(size: Size): PixelBox {
  return { x1: 0, y1: 0, x2: size.width, y2: size.height }
}
