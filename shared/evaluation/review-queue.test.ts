import { expect, it } from 'vitest'
import type { Region } from '../dialogue/region.ts'
import type { Turn } from '../dialogue/turn.ts'
import { orderedItems, type Reviewable, reviewItems } from './review-queue.ts'

function region(n: number, confidence?: number, judgement = 'open'): Region {
  const shape = { kind: 'box', x1: 0, y1: 0, x2: 10, y2: 10 }
  const proposal = { turnId: 't1', predicted: { ...shape, x2: 10 * n }, judgement, confidence }
  return { id: `r${n}`, imageId: 'i', number: n, label: 'dog', shape, origin: 'model', proposal, createdAt: 1 } as never
}

const answer = {
  id: 't1',
  dialogueId: 'd',
  order: 2,
  role: 'assistant',
  parts: [
    { kind: 'text', text: 'It is ' },
    { kind: 'mention', regionIds: ['r1'] },
  ],
  origin: 'model',
  review: 'open',
  createdAt: 1,
} as unknown as Turn
const records: Reviewable = {
  regions: [region(1, 0.9), region(2, 0.4), region(4), { ...region(5), proposal: undefined, origin: 'human' }],
  turns: [answer, { ...answer, id: 't2' as never, role: 'user' }, { ...answer, id: 't3' as never, origin: 'human' }],
  dialogues: [{ id: 'd', imageIds: ['i'], title: '', kind: 'chat', createdAt: 1 } as never],
}
const ids = (order: 'score' | 'iou' | 'length') =>
  orderedItems(reviewItems(records), order, { percent: 100, seed: 1 }).map(({ id }) => id)

it('holds proposals and answers that no person wrote', () => {
  expect(reviewItems(records).map(({ id, score, iou, length, text }) => [id, score, iou, length, text])).toEqual([
    ['r1', 0.9, 1, 0, ''],
    ['r2', 0.4, 0.5, 0, ''],
    ['r4', null, 0.25, 0, ''],
    ['t1', 0.4, 0.25, 8, 'It is R1'],
  ])
})

it('puts the doubtful and the long first, the unknown last', () => {
  expect([ids('score'), ids('iou'), ids('length')]).toEqual([
    ['r2', 't1', 'r1', 'r4'],
    ['r4', 't1', 'r2', 'r1'],
    ['t1', 'r1', 'r2', 'r4'],
  ])
})

it('samples the same items for the same seed, whatever else is there', () => {
  const many = reviewItems({ ...records, regions: Array.from({ length: 2000 }, (_, i) => region(i + 1)) })
  const sample = orderedItems(many, 'random', { percent: 20, seed: 7 })
  expect(sample.length).toBeGreaterThan(320)
  expect(sample.length).toBeLessThan(480)
  const kept = new Set(sample.map(({ id }) => id))
  const half = orderedItems(many.slice(0, 1000), 'random', { percent: 20, seed: 7 })
  expect(half.every(({ id }) => kept.has(id))).toBe(true)
  expect(orderedItems(many, 'random', { percent: 20, seed: 8 })).not.toEqual(sample)
})
