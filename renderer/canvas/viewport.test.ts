import fc from 'fast-check'
import { expect, it } from 'vitest'
import { toImage, toStage, viewOfBox, zoomedAt } from './viewport.ts'

const coordinate = fc.double({ min: -5000, max: 5000, noNaN: true })
const place = fc.record({ x: coordinate, y: coordinate })
const view = fc.record({ scale: fc.double({ min: 0.05, max: 32, noNaN: true }), x: coordinate, y: coordinate })

it('stage to picture to stage leads back', () => {
  fc.assert(
    fc.property(view, place, (v, at) => {
      const back = toStage(v, toImage(v, at))
      expect([back.x, back.y]).toEqual([expect.closeTo(at.x, 6), expect.closeTo(at.y, 6)])
    }),
  )
})

it('zooming keeps what is under the pointer there, and zooming back leads back', () => {
  fc.assert(
    fc.property(view, place, fc.double({ min: 0.1, max: 10, noNaN: true }), (v, at, factor) => {
      const zoomed = zoomedAt(v, at, factor)
      const under = toImage(v, at)
      const still = toStage(zoomed, under)
      expect([still.x, still.y]).toEqual([expect.closeTo(at.x, 5), expect.closeTo(at.y, 5)])
      fc.pre(zoomed.scale > 0.05 && zoomed.scale < 32)
      const back = zoomedAt(zoomed, at, v.scale / zoomed.scale)
      expect(back.scale).toBeCloseTo(v.scale, 9)
    }),
  )
})

it('shows a box whole and in the middle', () => {
  const area = { width: 432, height: 232 }
  expect(viewOfBox({ x1: 0, y1: 0, x2: 200, y2: 100 }, area)).toEqual({ scale: 2, x: 16, y: 16 })
  expect(viewOfBox({ x1: 10, y1: 10, x2: 10, y2: 10 }, area).scale).toBe(32)
})
