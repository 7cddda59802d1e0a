import { expect, it } from 'vitest'
import type { Review } from '../dialogue/region.ts'
import { mergedReviews } from './merge-reviews.ts'

const by = (name: string, at: number, more: Partial<Review> = {}): Review => ({
  by: name,
  verdict: 'accept',
  at,
  ...more,
})

it('lets others’ reviews arrive as their pass and keeps the later one of a person', () => {
  expect(mergedReviews([by('Ann', 5)], [by('Ben', 1), by('Ann', 4)])).toEqual([by('Ann', 5), by('Ben', 1)])
  expect(mergedReviews([by('Ann', 5)], [by('Ann', 6, { verdict: 'reject' })])).toEqual([
    by('Ann', 6, { verdict: 'reject' }),
  ])
  expect(mergedReviews(undefined, [by('Ann', 1), by('Ann', 2, { settles: true })])).toHaveLength(2)
})

it('says when there is nothing new, so that a second import changes nothing', () => {
  expect(mergedReviews([by('Ann', 5), by('Ben', 1)], [by('Ben', 1), by('Ann', 5)])).toBeNull()
  expect(mergedReviews([by('Ann', 5)], undefined)).toBeNull()
})
