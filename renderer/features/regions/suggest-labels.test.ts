import { expect, it } from 'vitest'
import { suggestLabels } from './suggest-labels.ts'

const labels = ['dog', 'cat', 'traffic light', 'fire truck', 'trunk', 'kite', 'bus', 'car', 'van', 'lorry']
const names = (typed: string): string[] => suggestLabels(typed, labels).map(({ label }) => label)

it('offers every label in the order of its first use, the first nine with their digit', () => {
  expect(names('')).toEqual(labels)
  expect(suggestLabels('', labels).map(({ digit }) => digit)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, null])
})

it('finds labels by some of their letters, the best first; never what is written already', () => {
  expect(names('tru')).toEqual(['trunk', 'fire truck'])
  expect(names('tl')).toEqual(['traffic light'])
  expect(names('ar')).toEqual(['car'])
  expect(names('dog')).toEqual([])
  expect(names('zebra')).toEqual([])
})
