import type { PixelPoint, Size, StagePoint } from '../../shared/geometry/spaces.ts'
import { toStage, type Viewport } from './viewport.ts'

/** A corner of a polygon, or the middle of the side after it, from which a new corner is drawn. */
export type CornerGrip = { readonly kind: 'corner' | 'middle'; readonly index: number; readonly place: PixelPoint }

/** Sides shorter than this on the screen have no grip in their middle. */
const shortSide = 36
const gripReach = 7

/** Every corner, then the middles of the longer sides: corners win. */
export function cornerGrips(points: readonly PixelPoint[], view: Viewport): readonly CornerGrip[] {
  const corners = points.map((place, index) => ({ kind: 'corner', index, place }) as const)
  const middles = points.flatMap((a, index) => {
    const b = points[(index + 1) % points.length] ?? a
    if (Math.hypot(a.x - b.x, a.y - b.y) * view.scale < shortSide) return []
    return [{ kind: 'middle', index, place: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 } } as const]
  })
  return [...corners, ...middles]
}

export function cornerGripAt(points: readonly PixelPoint[], at: StagePoint, view: Viewport): CornerGrip | null {
  const hit = cornerGrips(points, view).find(({ place }) => {
    const on = toStage(view, place)
    return Math.abs(on.x - at.x) <= gripReach && Math.abs(on.y - at.y) <= gripReach
  })
  return hit ?? null
}

/** The corners with one of them elsewhere. */
export function withCornerAt(points: readonly PixelPoint[], index: number, to: PixelPoint): PixelPoint[] {
  return points.map((point, i) => (i === index ? to : point))
}

/** The corners with one more in the middle of the side after `index`. */
export function withCornerAfter(points: readonly PixelPoint[], index: number): PixelPoint[] {
  const a = points[index]
  const b = points[(index + 1) % points.length]
  if (a === undefined || b === undefined) return [...points]
  return [...points.slice(0, index + 1), { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, ...points.slice(index + 1)]
}

/** The corners without one of them; `null` when fewer than three would be left. */
export function withoutCorner(points: readonly PixelPoint[], index: number): PixelPoint[] | null {
  return points.length > 3 ? points.filter((_, i) => i !== index) : null
}

/** The nearest place on the picture. */
export function onPicture(point: PixelPoint, size: Size): PixelPoint {
  return { x: Math.min(size.width, Math.max(0, point.x)), y: Math.min(size.height, Math.max(0, point.y)) }
}
