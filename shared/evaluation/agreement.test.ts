import { expect, it } from 'vitest'
import type { Region, Review } from '../dialogue/region.ts'
import type { Turn } from '../dialogue/turn.ts'
import { compareReviews, reviewersOf } from './agreement.ts'

const box = (x1: number, x2: number) => ({ kind: 'box' as const, x1, y1: 0, x2, y2: 10 })

function review(by: string, verdict: Review['verdict'], more: Partial<Review> = {}): Review {
  return { by, verdict, at: 1, ...more }
}

function region(id: string, reviews: Review[]): Region {
  return { id, imageId: 'i', number: 1, shape: box(0, 10), label: '', origin: 'model', reviews, createdAt: 1 } as never
}

function turn(id: string, reviews: Review[]): Turn {
  return { id, dialogueId: 'd', order: 2, role: 'assistant', parts: [], origin: 'model', reviews } as never
}

it('boxes agree from an IoU of one half on, with the same label', () => {
  const one = review('Ann', 'accept', { shape: box(0, 10), label: 'dog' })
  const half = review('Ben', 'correct', { shape: box(0, 5), label: 'dog' })
  const less = review('Ben', 'correct', { shape: box(0, 4.9), label: 'dog' })
  const cat = review('Ben', 'accept', { shape: box(0, 10), label: 'cat' })
  const no = review('Ben', 'reject')
  const regions = [half, less, cat, no].map((other, i) => region(`r${i}`, [one, other]))
  const found = compareReviews(regions, [], 'Ann', 'Ben')
  expect(found.regions).toEqual({ compared: 4, agreed: 1 })
  expect(found.disagreements).toEqual([
    { kind: 'region', id: 'r1', one, other: less, iou: 0.49, settled: false },
    { kind: 'region', id: 'r2', one, other: cat, iou: 1, settled: false },
    { kind: 'region', id: 'r3', one, other: no, iou: null, settled: false },
  ])
})

it('answers agree by their words, and what was settled stays a disagreement of the passes', () => {
  const settled = review('Ann', 'accept', { text: 'two', settles: true })
  const turns = [
    turn('t1', [review('Ann', 'accept', { text: 'a  dog' }), review('Ben', 'correct', { text: 'a dog ' })]),
    turn('t2', [review('Ann', 'accept', { text: 'two' }), review('Ben', 'correct', { text: 'three' }), settled]),
    turn('t3', [review('Ann', 'accept', { text: 'one' })]),
  ]
  const found = compareReviews([], turns, 'Ann', 'Ben')
  expect(found.turns).toEqual({ compared: 2, agreed: 1 })
  expect(found.disagreements.map(({ id, settled }) => [id, settled])).toEqual([['t2', true]])
  expect(reviewersOf(turns)).toEqual([
    { by: 'Ann', count: 3 },
    { by: 'Ben', count: 2 },
  ])
})

it('kappa takes off what chance would agree on', () => {
  // Ann: accept 25, reject 25; Ben: accept 30, reject 20; both accept 20, both reject 15: 0.7 against 0.5 by chance.
  const pairs = [
    ...Array.from({ length: 20 }, () => ['accept', 'accept'] as const),
    ...Array.from({ length: 5 }, () => ['accept', 'reject'] as const),
    ...Array.from({ length: 10 }, () => ['reject', 'accept'] as const),
    ...Array.from({ length: 15 }, () => ['reject', 'reject'] as const),
  ]
  const turns = pairs.map(([a, b], i) => turn(`t${i}`, [review('Ann', a), review('Ben', b)]))
  expect(compareReviews([], turns, 'Ann', 'Ben').kappa).toBeCloseTo(0.4, 10)
  expect(compareReviews([], turns.slice(0, 20), 'Ann', 'Ben').kappa).toBeNull()
  expect(compareReviews([], [], 'Ann', 'Ben').kappa).toBeNull()
})
