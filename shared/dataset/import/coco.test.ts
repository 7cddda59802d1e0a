import fc from 'fast-check'
import { expect, it } from 'vitest'
import { importCoco } from './coco.ts'

const side = fc.oneof(fc.integer({ min: -20, max: 120 }), fc.double({ min: -5, max: 110, noNaN: true }))
const annotation = fc.record({
  id: fc.oneof(fc.nat(50), fc.string()),
  image_id: fc.constantFrom<number | string>(1, '1', 2, 3, 9),
  category_id: fc.constantFrom<number | string | null>(1, '1', 2, 7, null),
  bbox: fc.oneof({ weight: 9, arbitrary: fc.array(side, { minLength: 4, maxLength: 4 }) }, fc.array(side)),
  area: fc.nat(9),
  segmentation: fc.constantFrom(null, [], [[0, 0, 9, 0, 9, 9]]),
})
const images = [
  { id: 1, file_name: 'a.jpg', width: 100, height: 80 },
  { id: 2, file_name: 'b.jpg' },
  { id: '3', file_name: 'c.jpg', width: 60, height: 100 },
]
const categories = [
  { id: 1, name: 'cup' },
  { id: 2, name: 'dog' },
]

it('boxes that are kept as bare numbers come out as those that are kept whole', () => {
  fc.assert(
    fc.property(fc.array(annotation, { maxLength: 30 }), fc.boolean(), (given, isLast) => {
      // A `false` means the same as a 0, and is not what plain boxes have.
      const [plain, whole] = [0, false].map((iscrowd) => {
        const annotations = given.map((one) => ({ ...one, iscrowd }))
        return importCoco(isLast ? { annotations, images, categories } : { categories, images, annotations })
      })
      expect(plain).toEqual(whole)
    }),
    { numRuns: 500 },
  )
})
