import type { PixelBox, PixelPoint } from './spaces.ts'

function edges(points: readonly PixelPoint[]): (readonly [PixelPoint, PixelPoint])[] {
  return points.map((point, index) => [point, points[(index + 1) % points.length] ?? point])
}

/** Area of a ring in square pixels, whichever way round it runs; 0 for fewer than three corners. Where it crosses itself, parts cancel out. */
export function polygonArea(points: readonly PixelPoint[]): number {
  if (points.length < 3) return 0
  return Math.abs(edges(points).reduce((sum, [a, b]) => sum + (a.x * b.y - b.x * a.y), 0)) / 2
}

/** The box around corners; null when there are none. */
export function polygonBounds(points: readonly PixelPoint[]): PixelBox | null {
  const [first] = points
  if (first === undefined) return null
  let [x1, y1, x2, y2] = [first.x, first.y, first.x, first.y]
  for (const { x, y } of points) {
    x1 = Math.min(x1, x)
    y1 = Math.min(y1, y)
    x2 = Math.max(x2, x)
    y2 = Math.max(y2, y)
  }
  return { x1, y1, x2, y2 }
}

function isBetween(value: number, a: number, b: number): boolean {
  return value >= Math.min(a, b) && value <= Math.max(a, b)
}

function liesOn(point: PixelPoint, a: PixelPoint, b: PixelPoint): boolean {
  const cross = (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x)
  return cross === 0 && isBetween(point.x, a.x, b.x) && isBetween(point.y, a.y, b.y)
}

/** True for a point inside a ring (even-odd where it crosses itself) or exactly on its edge. */
export function polygonContains(points: readonly PixelPoint[], point: PixelPoint): boolean {
  let isInside = false
  for (const [a, b] of edges(points)) {
    if (liesOn(point, a, b)) return true
    if (a.y > point.y === b.y > point.y) continue
    if (point.x < a.x + ((point.y - a.y) / (b.y - a.y)) * (b.x - a.x)) isInside = !isInside
  }
  return isInside
}

type Side = {
  readonly keeps: (point: PixelPoint) => boolean
  readonly cross: (a: PixelPoint, b: PixelPoint) => PixelPoint
}

function atX(x: number): Side['cross'] {
  return (a, b) => ({ x, y: a.y + ((x - a.x) / (b.x - a.x)) * (b.y - a.y) })
}

function atY(y: number): Side['cross'] {
  return (a, b) => ({ x: a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x), y })
}

function cut(points: readonly PixelPoint[], { keeps, cross }: Side): PixelPoint[] {
  return edges(points).flatMap(([a, b]) => {
    if (keeps(a)) return keeps(b) ? [a] : [a, cross(a, b)]
    return keeps(b) ? [cross(a, b)] : []
  })
}

/**
 * The part of a ring within a box whose corners are in order (Sutherland and Hodgman). Still one ring: parts of a concave one stay joined
 * along the box's edge. Empty when nothing is left.
 */
export function clipPolygon(points: readonly PixelPoint[], box: PixelBox): PixelPoint[] {
  const sides: readonly Side[] = [
    { keeps: ({ x }) => x >= box.x1, cross: atX(box.x1) },
    { keeps: ({ x }) => x <= box.x2, cross: atX(box.x2) },
    { keeps: ({ y }) => y >= box.y1, cross: atY(box.y1) },
    { keeps: ({ y }) => y <= box.y2, cross: atY(box.y2) },
  ]
  let rest: PixelPoint[] = [...points]
  for (const side of sides) rest = cut(rest, side)
  return polygonArea(rest) > 0 ? rest : []
}
