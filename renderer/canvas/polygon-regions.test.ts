import { describe, expect, it } from 'vitest'
import type { Region, Shape } from '../../shared/dialogue/region.ts'
import type { ImageId, RegionId } from '../../shared/ids.ts'
import { describeRegion, regionPixels } from '../text/describe-region.ts'
import { createHitIndex } from './hit-index.ts'
import { boundsOf, clippedShape, movedShape } from './shapes.ts'

const triangle: Shape = {
  kind: 'polygon',
  points: [
    { x: 10, y: 10 },
    { x: 90, y: 10 },
    { x: 10, y: 90 },
  ],
}
const size = { width: 100, height: 50 }

function region(number: number, shape: Shape): Region {
  const origin = 'human'
  return { id: `r${number}` as RegionId, imageId: 'i' as ImageId, number, shape, label: '', origin, createdAt: 1 }
}

describe('a polygon on the canvas', () => {
  it('has bounds, moves whole and is cut to the picture', () => {
    expect(boundsOf(triangle)).toEqual({ x1: 10, y1: 10, x2: 90, y2: 90 })
    expect(boundsOf(movedShape(triangle, 5, -5))).toEqual({ x1: 15, y1: 5, x2: 95, y2: 85 })
    expect(clippedShape(triangle, size)).toEqual({
      kind: 'polygon',
      points: [
        { x: 10, y: 10 },
        { x: 90, y: 10 },
        { x: 50, y: 50 },
        { x: 10, y: 50 },
      ],
    })
    expect(clippedShape(movedShape(triangle, 200, 0), size)).toBeNull()
  })

  it('is hit inside and near its edges, not in the corner of its bounds', () => {
    const index = createHitIndex([region(1, triangle), region(2, { kind: 'box', x1: 0, y1: 0, x2: 100, y2: 100 })])
    const at = (x: number, y: number): number[] => index.at({ x, y }, 4).map((one) => one.number)
    expect([at(20, 20), at(52, 51), at(80, 80)]).toEqual([[1, 2], [1, 2], [2]])
  })

  it('is told by the box around it', () => {
    expect(regionPixels(region(1, triangle))).toBe('10 10 90 90')
    expect(describeRegion(region(3, triangle), { width: 100, height: 100 })).toBe(
      'R3, polygon, 10 % from left, 10 % from top',
    )
  })
})
