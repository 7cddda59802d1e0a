import { describe, expect, it } from 'vitest'
import { fitShape } from './fit-shape.ts'
import { placeInFrame, possibleFrames } from './import-frame.ts'
import { box, point } from './sample-document.ts'

const wide = { width: 400, height: 200 }

describe('placeInFrame', () => {
  it('reads numbers in each frame', () => {
    const half = box(0.25, 0.5, 0.5, 0.75)
    expect(placeInFrame(half, 'pixels', wide)).toEqual(half)
    expect(placeInFrame(half, 'unit', wide)).toEqual(box(100, 100, 200, 150))
    expect(placeInFrame(half, 'padded', wide)).toEqual(box(100, 100, 200, 200))
    expect(placeInFrame(point(500, 250), 'thousandths', wide)).toEqual(point(200, 50))
  })
})

describe('possibleFrames', () => {
  it('asks only where numbers speak against pixels', () => {
    expect(possibleFrames([])).toEqual(['pixels'])
    expect(possibleFrames([{ shape: box(10, 10, 300, 150), size: wide }])).toEqual(['pixels'])
    expect(possibleFrames([{ shape: box(0.1, 0.2, 0.5, 1), size: wide }])).toEqual(['unit', 'padded', 'pixels'])
    expect(possibleFrames([{ shape: box(10, 10, 300, 950), size: wide }])).toEqual(['thousandths', 'pixels'])
    expect(possibleFrames([{ shape: box(10, 10, 300, 2000), size: wide }])).toEqual(['pixels'])
  })
})

describe('fitShape', () => {
  const claimed = { width: 40, height: 20 }
  it('scales to the picture', () => {
    expect(fitShape(box(10, 10, 20, 20), claimed, wide, 1)).toEqual(box(100, 100, 200, 200))
  })

  it('turns as the EXIF orientation does where the claimed size is the unturned one', () => {
    const turned = { width: 20, height: 40 }
    const corner = point(3, 5)
    expect([5, 6, 7, 8].map((orientation) => fitShape(corner, claimed, turned, orientation))).toEqual([
      point(5, 3),
      point(15, 3),
      point(15, 37),
      point(5, 37),
    ])
  })
})
