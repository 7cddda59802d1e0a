import { describe, expect, it } from 'vitest'
import type { Region, Shape } from '../../shared/dialogue/region.ts'
import { describeRegion, editIou, regionName, regionPixels, regionState } from './describe-region.ts'

const predicted: Shape = { kind: 'box', x1: 410, y1: 100, x2: 610, y2: 300 }
const base: Region = {
  id: 'r3' as never,
  imageId: 'i' as never,
  number: 3,
  shape: predicted,
  label: 'dog',
  origin: 'model',
  proposal: { turnId: 't' as never, predicted, judgement: 'open' },
  createdAt: 1,
}
const judged = (judgement: 'accepted' | 'corrected' | 'rejected', shape: Shape = predicted): Region => ({
  ...base,
  shape,
  proposal: { turnId: 't' as never, predicted, judgement },
})

describe('a region in words', () => {
  it('says what, where and whose', () => {
    expect(describeRegion(base, { width: 1000, height: 500 })).toBe(
      'R3 dog, box, 41 % from left, 20 % from top, proposal',
    )
    const { proposal: _, ...mine } = base
    const point: Region = { ...mine, label: '', origin: 'human', shape: { kind: 'point', x: 500, y: 250 } }
    expect(describeRegion(point, { width: 1000, height: 500 })).toBe('R3, point, 50 % from left, 50 % from top')
  })

  it('says how it was judged', () => {
    const moved: Shape = { kind: 'box', x1: 410, y1: 100, x2: 610, y2: 242 }
    expect([judged('accepted'), judged('rejected'), judged('corrected', moved)].map(regionState)).toEqual([
      'accepted',
      'rejected',
      'edited, IoU 0.71',
    ])
    expect([editIou(judged('accepted', moved)), editIou(judged('corrected', moved))]).toEqual([null, 0.71])
  })

  it('has a short name and whole pixels', () => {
    expect([regionName(base), regionName({ number: 4, label: '' }), regionPixels(base)]).toEqual([
      'R3 dog',
      'R4',
      '410 100 610 300',
    ])
  })
})
