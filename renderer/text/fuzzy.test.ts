import { expect, it } from 'vitest'
import { fuzzyScore } from './fuzzy.ts'

function found(query: string, texts: readonly string[]): string[] {
  return texts
    .flatMap((text) => {
      const score = fuzzyScore(query, text)
      return score === null ? [] : [{ text, score }]
    })
    .sort((a, b) => b.score - a.score)
    .map(({ text }) => text)
}

it('finds texts that have the characters in order, the nearest first', () => {
  const texts = ['Zoom in', 'Zoom to selection', 'Fit picture', 'Actual size', 'Next image']
  expect(found('zs', texts)).toEqual(['Zoom to selection'])
  expect(found('ZOOM', texts)).toEqual(['Zoom in', 'Zoom to selection'])
  expect(found('ni', texts)).toEqual(['Next image'])
  expect(found('xyz', texts)).toEqual([])
  expect(found('', texts)).toHaveLength(5)
})
