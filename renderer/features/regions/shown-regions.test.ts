import { expect, it } from 'vitest'
import type { Region, Shape } from '../../../shared/dialogue/region.ts'
import { everyRegion, type RegionWish, shownRegions } from './shown-regions.ts'

function region(number: number, label: string, shape: Shape, more: Partial<Region> = {}): Region {
  return {
    id: `r${number}` as never,
    imageId: 'i' as never,
    number,
    shape,
    label,
    origin: 'human',
    createdAt: 1,
    ...more,
  }
}

const box = (x1: number, y1: number, x2: number, y2: number): Shape => ({ kind: 'box', x1, y1, x2, y2 })
const said = (shape: Shape, confidence: number): Partial<Region> => ({
  origin: 'model',
  proposal: { turnId: 't' as never, predicted: shape, judgement: 'open', confidence },
})
const all = [
  region(1, 'dog', box(50, 50, 60, 60)),
  region(2, '', { kind: 'point', x: 5, y: 90 }),
  region(3, 'Cat', box(10, 10, 90, 90), said(box(10, 10, 90, 90), 0.9)),
  region(4, 'dog', box(20, 50, 40, 70), said(box(20, 50, 40, 70), 0.3)),
]
const shown = (wish: Partial<RegionWish>): number[] =>
  shownRegions(all, { ...everyRegion, ...wish }).map(({ number }) => number)

it('is everything by number until somebody wishes otherwise', () => {
  expect(shown({})).toEqual([1, 2, 3, 4])
})

it('orders by label, place, area and confidence; equal ones stay by number', () => {
  expect(shown({ order: 'label' })).toEqual([3, 1, 4, 2])
  expect(shown({ order: 'place' })).toEqual([3, 4, 1, 2])
  expect(shown({ order: 'area' })).toEqual([3, 4, 1, 2])
  expect(shown({ order: 'confidence' })).toEqual([4, 3, 1, 2])
})

it('finds words of the name, the kind, the state and the origin; confidence leaves what people drew', () => {
  expect(shown({ words: 'DOG' })).toEqual([1, 4])
  expect(shown({ words: 'r4' })).toEqual([4])
  expect(shown({ words: 'point' })).toEqual([2])
  expect(shown({ words: 'dog proposal' })).toEqual([4])
  expect(shown({ words: 'hand', order: 'area' })).toEqual([1, 2])
  expect(shown({ least: 50 })).toEqual([1, 2, 3])
  expect(shown({ words: 'horse' })).toEqual([])
})
