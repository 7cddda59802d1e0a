import { expect, it } from 'vitest'
import type { Region } from '../../shared/dialogue/region.ts'
import { createHitIndex } from './hit-index.ts'

function box(number: number, side: number, judgement?: 'open' | 'rejected'): Region {
  const shape = { kind: 'box', x1: 0, y1: 0, x2: side, y2: side } as const
  const proposal = judgement && { proposal: { turnId: 't' as never, predicted: shape, judgement } }
  const id = `r${number}` as never
  return { id, imageId: 'i' as never, number, shape, label: '', origin: 'model', createdAt: 0, ...proposal }
}

it('finds the smallest first, the later of two alike, and what was rejected last of all', () => {
  const index = createHitIndex([
    box(1, 90),
    box(2, 10, 'rejected'),
    box(3, 20, 'open'),
    box(4, 20),
    box(5, 5, 'rejected'),
  ])
  expect(index.at({ x: 4, y: 4 }, 0).map(({ number }) => number)).toEqual([4, 3, 1, 5, 2])
  expect(index.at({ x: 50, y: 50 }, 0).map(({ number }) => number)).toEqual([1])
})
