import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type ResizeVariant, smartResize } from './smart-resize.ts'

const limits = { factor: 28, minPixels: 3136, maxPixels: 1003520 }
const variants: ResizeVariant[] = ['notebook', 'utils', 'transformers']

it('gives multiples of the factor, never 0', () => {
  const length = fc.integer({ min: 1, max: 20000 })
  fc.assert(
    fc.property(length, length, fc.constantFrom(...variants), (width, height, variant) => {
      const resized = smartResize({ width, height }, limits, variant)
      const ratio = Math.max(width, height) / Math.min(width, height)
      if (!resized.ok) {
        expect(resized.error).not.toBe('')
        return
      }
      expect(ratio).toBeLessThanOrEqual(200)
      expect([resized.value.width % 28, resized.value.height % 28]).toEqual([0, 0])
      expect(Math.min(resized.value.width, resized.value.height)).toBeGreaterThanOrEqual(28)
    }),
  )
})

it('refuses a side of 0 where two of the copies give one', () => {
  const tight = { factor: 28, minPixels: 784, maxPixels: 50176 }
  const thin = { width: 5000, height: 30 }
  expect(variants.map((variant) => smartResize(thin, tight, variant))).toEqual([
    { ok: false, error: 'a side would be 0 pixels long' },
    { ok: false, error: 'a side would be 0 pixels long' },
    { ok: true, value: { width: 2884, height: 28 } },
  ])
})
