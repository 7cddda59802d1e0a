import fc from 'fast-check'
import { expect, it } from 'vitest'
import { tileLayout } from './anyres.ts'

const canvases = [
  { width: 336, height: 672 },
  { width: 672, height: 336 },
  { width: 672, height: 672 },
  { width: 1008, height: 336 },
  { width: 336, height: 1008 },
]

it('puts a picture on its canvas as LLaVA 1.6 does', () => {
  expect([
    tileLayout({ width: 1200, height: 800 }, canvases, 336),
    tileLayout({ width: 336, height: 336 }, canvases, 336),
  ]).toEqual([
    { canvas: canvases[2], resized: { width: 672, height: 449 }, left: 0, top: 111, columns: 2, rows: 2 },
    { canvas: canvases[0], resized: { width: 336, height: 336 }, left: 0, top: 168, columns: 1, rows: 2 },
  ])
})

it('keeps every picture inside its canvas and touches two opposite sides', () => {
  const side = fc.integer({ min: 1, max: 20000 })
  fc.assert(
    fc.property(side, side, (width, height) => {
      const { canvas, resized, left, top } = tileLayout({ width, height }, canvases, 336)
      expect(left + resized.width).toBeLessThanOrEqual(canvas.width)
      expect(top + resized.height).toBeLessThanOrEqual(canvas.height)
      expect(resized.width === canvas.width || resized.height === canvas.height).toBe(true)
    }),
  )
})
