import fc from 'fast-check'
import { expect, it } from 'vitest'
import { boxArea, boxCenter, boxContains, boxFromCorners, boxIou, boxOfSize } from './box.ts'

const corner = fc.record({ x: fc.integer({ min: -50, max: 50 }), y: fc.integer({ min: -50, max: 50 }) })
const box = fc.tuple(corner, corner).map(([a, b]) => boxFromCorners(a, b))

it('orders corners', () => {
  expect(boxFromCorners({ x: 5, y: 1 }, { x: 2, y: 9 })).toEqual({ x1: 2, y1: 1, x2: 5, y2: 9 })
})

it('measures overlap', () => {
  const a = { x1: 0, y1: 0, x2: 10, y2: 10 }
  expect([
    boxIou(a, { x1: 5, y1: 0, x2: 15, y2: 10 }),
    boxIou(a, { x1: 10, y1: 0, x2: 20, y2: 10 }),
    boxIou(a, a),
    boxIou({ x1: 3, y1: 3, x2: 3, y2: 3 }, { x1: 3, y1: 3, x2: 3, y2: 3 }),
    boxArea({ x1: 5, y1: 0, x2: 2, y2: 4 }),
  ]).toEqual([1 / 3, 0, 1, 1, 0])
})

it('is symmetric, in 0..1, and 1 only for equal boxes', () => {
  fc.assert(
    fc.property(box, box, (a, b) => {
      const iou = boxIou(a, b)
      expect(iou).toBe(boxIou(b, a))
      expect(iou).toBeGreaterThanOrEqual(0)
      expect(iou === 1).toBe(JSON.stringify(a) === JSON.stringify(b))
    }),
  )
})

it('contains its centre and edges', () => {
  fc.assert(fc.property(box, (b) => boxContains(b, boxCenter(b)) && boxContains(b, { x: b.x2, y: b.y1 })))
  expect(boxContains(boxOfSize({ width: 4, height: 3 }), { x: 4.1, y: 0 })).toBe(false)
})
