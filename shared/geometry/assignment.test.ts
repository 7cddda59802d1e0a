import fc from 'fast-check'
import { expect, it } from 'vitest'
import { bestAssignment } from './assignment.ts'

type Gain = readonly (readonly number[])[]

function sumOf(gain: Gain, pairs: readonly (readonly [number, number])[]): number {
  return pairs.reduce((sum, [row, column]) => sum + (gain[row]?.[column] ?? 0), 0)
}

/** Every assignment of the rows, by trying all of them. */
function highest(gain: Gain, row = 0, taken: readonly number[] = []): number {
  const columns = gain[0]?.length ?? 0
  if (row === gain.length) return 0
  const tried = Array.from({ length: columns }, (_, column) => column)
    .filter((column) => !taken.includes(column))
    .map((column) => (gain[row]?.[column] ?? 0) + highest(gain, row + 1, [...taken, column]))
  if (gain.length - row > columns - taken.length) tried.push(highest(gain, row + 1, taken))
  return Math.max(...tried)
}

it('finds the largest sum, one to one', () => {
  const shape = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
  const gains = shape.chain(([rows, columns]) =>
    fc.array(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: columns, maxLength: columns }), {
      minLength: rows,
      maxLength: rows,
    }),
  )
  fc.assert(
    fc.property(gains, (gain) => {
      const pairs = bestAssignment(gain)
      expect(pairs.length).toBe(Math.min(gain.length, gain[0]?.length ?? 0))
      expect(new Set(pairs.map(([row]) => row)).size).toBe(pairs.length)
      expect(new Set(pairs.map(([, column]) => column)).size).toBe(pairs.length)
      expect(sumOf(gain, pairs)).toBe(highest(gain))
    }),
  )
})

it('has nothing to assign without rows or columns', () => {
  expect([bestAssignment([]), bestAssignment([[], []])]).toEqual([[], []])
})
