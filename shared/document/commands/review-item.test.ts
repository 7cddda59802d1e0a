import { expect, it } from 'vitest'
import type { Region, Review } from '../../dialogue/region.ts'
import { applyEntry } from '../apply.ts'
import { type Document, emptyDocument } from '../document.ts'
import { changesOf, type Recipe } from '../record-changes.ts'
import { reviewRegion, reviewTurn } from './review-item.ts'

const shape = { kind: 'box', x1: 0, y1: 0, x2: 10, y2: 10 } as const
const proposal = {
  id: 'r1',
  imageId: 'i',
  number: 1,
  shape,
  label: 'dog',
  origin: 'model',
  proposal: { turnId: 't1', predicted: shape, judgement: 'open' },
  createdAt: 1,
} as unknown as Region
const answer = { id: 't1', dialogueId: 'd', order: 1, role: 'assistant', parts: [], origin: 'model', review: 'open' }
const start = { ...emptyDocument, regions: { r1: proposal }, turns: { t1: answer } } as unknown as Document

function after(...recipes: Recipe[]): Document {
  return recipes.reduce((document, recipe) => {
    const changes = changesOf(document, recipe)
    return applyEntry(document, { id: 'c', kind: 'commit', label: 'l', imageId: null, changes, at: 1 } as never)
  }, start)
}
const said = (by: string, verdict: Review['verdict'], more: Partial<Review> = {}): Review => ({
  by,
  verdict,
  at: 1,
  ...more,
})
const r1 = 'r1' as never
const t1 = 't1' as never

it('keeps the verdict with what was taken to be right, and judges', () => {
  expect(after(reviewRegion(r1, said('Ann', 'accept', { seconds: 2 }))).regions.r1).toEqual({
    ...proposal,
    proposal: { ...proposal.proposal, judgement: 'accepted' },
    reviews: [{ by: 'Ann', verdict: 'accept', at: 1, seconds: 2, shape, label: 'dog' }],
  })
})

it('lets one person change their mind, but not decide over another', () => {
  const own = after(reviewRegion(r1, said('Ann', 'accept')), reviewRegion(r1, said('Ann', 'reject'))).regions.r1
  expect([own?.proposal?.judgement, own?.reviews?.map((each) => each.verdict)]).toEqual(['rejected', ['reject']])
  const both = after(reviewRegion(r1, said('Ann', 'accept')), reviewRegion(r1, said('Ben', 'reject'))).regions.r1
  expect([both?.proposal?.judgement, both?.reviews?.map((each) => each.by)]).toEqual(['accepted', ['Ann', 'Ben']])
})

it('settles between two, and keeps both passes', () => {
  const steps = [said('Ann', 'accept'), said('Ben', 'reject'), said('Ann', 'reject', { settles: true })]
  const region = after(...steps.map((each) => reviewRegion(r1, each))).regions.r1
  const turn = after(...steps.map((each) => reviewTurn(t1, each))).turns.t1
  expect([region?.proposal?.judgement, turn?.review]).toEqual(['rejected', 'rejected'])
  expect(region?.reviews?.map((each) => [each.by, each.verdict])).toEqual([
    ['Ann', 'accept'],
    ['Ben', 'reject'],
    ['Ann', 'reject'],
  ])
})
