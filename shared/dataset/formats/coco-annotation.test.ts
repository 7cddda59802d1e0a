import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cocoAnnotation } from './coco-annotation.ts'

test('writes left, top, width and height', () => {
  expect(cocoAnnotation(3, 1, 2, { kind: 'box', x1: 12.8, y1: 8.54, x2: 320, y2: 213.5 })).toBe(
    '{"id":3,"image_id":1,"category_id":2,"bbox":[12.8,8.54,307.2,204.96],"area":62963.712,"iscrowd":0,"segmentation":[]}',
  )
  expect(cocoAnnotation(1, 1, 1, { kind: 'point', x: 1, y: 2 })).toBeNull()
})

test('writes a polygon with its box and its area', () => {
  const points = [
    { x: 1, y: 1 },
    { x: 5, y: 1 },
    { x: 5, y: 4 },
  ]
  expect(JSON.parse(cocoAnnotation(1, 1, 1, { kind: 'polygon', points }) ?? '')).toEqual({
    id: 1,
    image_id: 1,
    category_id: 1,
    bbox: [1, 1, 4, 3],
    area: 6,
    iscrowd: 0,
    segmentation: [[1, 1, 5, 1, 5, 4]],
  })
})

test('left and width give the right edge again, or the double beside it where no width gives it', () => {
  const side = fc.double({ min: 0, max: 20_000, noNaN: true }).filter((value) => value === 0 || value > 1e-6)
  fc.assert(
    fc.property(side, side, (a, b) => {
      const [x1, x2] = [Math.min(a, b), Math.max(a, b)]
      const text = cocoAnnotation(1, 1, 1, { kind: 'box', x1, y1: 0, x2, y2: 1 }) ?? ''
      const { bbox } = JSON.parse(text) as { bbox: [number, number, number, number] }
      expect(Math.abs(bbox[0] + bbox[2] - x2)).toBeLessThanOrEqual(x2 * 2 ** -52)
    }),
    { numRuns: 2000 },
  )
})
