import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fromSquareUnit, letterbox, toSquareUnit } from './letterbox.ts'

it('centres with a floored offset', () => {
  expect([
    letterbox({ width: 641, height: 480 }),
    letterbox({ width: 480, height: 641 }),
    letterbox({ width: 7, height: 7 }),
  ]).toEqual([
    { side: 641, left: 0, top: 80 },
    { side: 641, left: 80, top: 0 },
    { side: 7, left: 0, top: 0 },
  ])
})

it('is undone by its inverse', () => {
  const pixel = fc.double({ min: -20000, max: 40000, noNaN: true })
  const length = fc.integer({ min: 1, max: 20000 })
  fc.assert(
    fc.property(length, length, pixel, pixel, (width, height, x, y) => {
      const frame = letterbox({ width, height })
      const back = fromSquareUnit(frame, toSquareUnit(frame, { x, y }))
      expect(Math.abs(back.x - x)).toBeLessThan(1e-7)
      expect(Math.abs(back.y - y)).toBeLessThan(1e-7)
    }),
  )
})
