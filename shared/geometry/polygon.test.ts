import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boxArea, boxContains } from './box.ts'
import { clipPolygon, polygonArea, polygonBounds, polygonContains } from './polygon.ts'

const square = [
  { x: 0, y: 0 },
  { x: 4, y: 0 },
  { x: 4, y: 4 },
  { x: 0, y: 4 },
]
/** A square with a notch from above. */
const notched = [
  { x: 0, y: 0 },
  { x: 2, y: 3 },
  { x: 4, y: 0 },
  { x: 4, y: 4 },
  { x: 0, y: 4 },
]
const box = { x1: 1, y1: -1, x2: 3, y2: 2 }

const corner = fc.record({ x: fc.integer({ min: -50, max: 50 }), y: fc.integer({ min: -50, max: 50 }) })
const corners = fc.array(corner, { minLength: 3, maxLength: 8 })
/** Corners of a convex ring, in order. */
const convex = fc
  .tuple(fc.uniqueArray(fc.integer({ min: 0, max: 359 }), { minLength: 3, maxLength: 10 }), corner)
  .map(([angles, at]) =>
    angles
      .sort((a, b) => a - b)
      .map((angle) => ({
        x: at.x + 30 * Math.cos((angle * Math.PI) / 180),
        y: at.y + 30 * Math.sin((angle * Math.PI) / 180),
      })),
  )

describe('polygons', () => {
  it('have areas and bounds', () => {
    expect([square, [...square].reverse(), notched, square.slice(0, 2), []].map(polygonArea)).toEqual([
      16, 16, 10, 0, 0,
    ])
    expect(polygonBounds(notched)).toEqual({ x1: 0, y1: 0, x2: 4, y2: 4 })
    expect(polygonBounds([])).toBeNull()
  })

  it.each([
    [2, 2.9, false],
    [2, 3, true],
    [2, 3.5, true],
    [0, 2, true],
    [0.5, 0.5, false],
    [4.1, 2, false],
    [4, 4, true],
  ])('%d, %d lies inside the notched one: %s', (x, y, expected) => {
    expect(polygonContains(notched, { x, y })).toBe(expected)
  })

  it('are cut to a box', () => {
    expect(clipPolygon(square, box)).toEqual([
      { x: 1, y: 0 },
      { x: 3, y: 0 },
      { x: 3, y: 2 },
      { x: 1, y: 2 },
    ])
    expect(clipPolygon(square, { x1: 5, y1: 5, x2: 9, y2: 9 })).toEqual([])
    expect(clipPolygon(square, { x1: 4, y1: 0, x2: 9, y2: 9 })).toEqual([])
  })

  it('keep exactly what is inside the box', () => {
    const clip = fc.tuple(corner, corner).map(([a, b]) => ({
      x1: Math.min(a.x, b.x) - 1,
      y1: Math.min(a.y, b.y) - 1,
      x2: Math.max(a.x, b.x) + 1,
      y2: Math.max(a.y, b.y) + 1,
    }))
    const off = fc.record({
      x: fc.double({ min: -60, max: 60, noNaN: true }),
      y: fc.double({ min: -60, max: 60, noNaN: true }),
    })
    fc.assert(
      fc.property(convex, clip, off, (ring, within, point) => {
        const cut = clipPolygon(ring, within)
        const bounds = polygonBounds(cut)
        if (bounds !== null) {
          expect(boxContains(within, { x: bounds.x1, y: bounds.y1 })).toBe(true)
          expect(boxContains(within, { x: bounds.x2, y: bounds.y2 })).toBe(true)
        }
        expect(polygonArea(cut)).toBeLessThanOrEqual(Math.min(polygonArea(ring), boxArea(within)) + 1e-6)
        const edge = 1e-6
        const isNearEdge = [-edge, edge].some((d) =>
          [
            { x: point.x + d, y: point.y },
            { x: point.x, y: point.y + d },
          ].some(
            (near) =>
              polygonContains(ring, near) !== polygonContains(ring, point) ||
              boxContains(within, near) !== boxContains(within, point),
          ),
        )
        if (isNearEdge || polygonArea(cut) === 0) return
        expect(polygonContains(cut, point)).toBe(polygonContains(ring, point) && boxContains(within, point))
      }),
      { numRuns: 2000 },
    )
  })

  it('lie within their bounds, which a cut to the bounds leaves as they are', () => {
    fc.assert(
      fc.property(corners, corner, (ring, point) => {
        const bounds = polygonBounds(ring)
        if (bounds === null) throw new Error('there are corners')
        if (polygonContains(ring, point)) expect(boxContains(bounds, point)).toBe(true)
        if (polygonArea(ring) > 0) expect(clipPolygon(ring, bounds)).toEqual(ring)
      }),
    )
  })
})
