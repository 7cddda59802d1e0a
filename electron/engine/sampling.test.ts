import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chooseToken, logSumExp, seededRandom } from './sampling.ts'

const never = (): number => {
  throw new Error('greedy choices draw nothing')
}

describe('chooseToken', () => {
  it('takes the likeliest token that is allowed, the lowest among equals', () => {
    const logits = Float32Array.from([1, 5, 5, 2])
    const pick = (allowed: Parameters<typeof chooseToken>[1]) => chooseToken(logits, allowed, 0, never).id
    expect(pick({ kind: 'all' })).toBe(1)
    expect(pick({ kind: 'except', ids: new Set([1]) })).toBe(2)
    expect(pick({ kind: 'except', ids: new Set([0, 1, 2]) })).toBe(3)
    expect(pick({ kind: 'only', ids: [3, 0] })).toBe(3)
  })

  it('draws as often as the softmax says', () => {
    const logits = Float32Array.from([0, 1, 2, -9])
    const random = seededRandom(1)
    const counts = [0, 0, 0, 0]
    for (let i = 0; i < 20_000; i++) {
      const { id } = chooseToken(logits, { kind: 'except', ids: new Set([0]) }, 0.5, random)
      counts[id] = (counts[id] ?? 0) + 1
    }
    expect(counts[0]).toBe(0)
    expect((counts[2] ?? 0) / (counts[1] ?? 1)).toBeCloseTo(Math.exp(2), -0.5)
  })

  it('gives logarithms of probabilities that add up to one, for any size of logit', () => {
    return fc.assert(
      fc.property(fc.float32Array({ minLength: 1, maxLength: 50, min: -1e4, max: 1e4, noNaN: true }), (logits) => {
        const sum = logSumExp(logits)
        const total = logits.reduce((all, logit) => all + Math.exp(logit - sum), 0)
        expect(total).toBeCloseTo(1, 6)
      }),
    )
  })
})

describe('seededRandom', () => {
  it('follows from the seed alone and stays in [0, 1)', () => {
    const take = (seed: number): number[] => {
      const random = seededRandom(seed)
      return Array.from({ length: 50 }, random)
    }
    expect(take(5)).toEqual(take(5))
    expect(take(2 ** 33)).not.toEqual(take(0))
    expect(take(9).every((value) => value >= 0 && value < 1)).toBe(true)
  })
})
