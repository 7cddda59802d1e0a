import { describe, expect, test } from 'vitest'
import { Random } from './random.ts'

describe('Random', () => {
  test('gives the numbers it has always given', () => {
    const random = new Random(1, 2, 3)
    expect([random.bits(), random.bits(), random.bits(), random.bits()]).toMatchInlineSnapshot(`
      [
        2190831926,
        2917643312,
        3183287402,
        3614752782,
      ]
    `)
  })

  test('starts elsewhere for another seed, another order of seeds, and seeds that differ in one bit', () => {
    const first = [new Random(1, 2), new Random(2, 1), new Random(1, 3), new Random(1), new Random(0)].map((r) =>
      r.bits(),
    )
    expect(new Set(first).size).toBe(5)
  })

  test('is even enough over ten bins', () => {
    const random = new Random(42)
    const bins = new Array<number>(10).fill(0)
    for (let i = 0; i < 100000; i++) {
      const bin = random.below(10)
      bins[bin] = (bins[bin] ?? 0) + 1
    }
    expect(Math.min(...bins)).toBeGreaterThan(9500)
  })

  test('weights choose in proportion and never choose a weight of zero', () => {
    const random = new Random(7)
    const counts = [0, 0, 0]
    for (let i = 0; i < 30000; i++) {
      const chosen = random.weighted([1, 0, 2])
      counts[chosen] = (counts[chosen] ?? 0) + 1
    }
    expect(counts[1]).toBe(0)
    expect((counts[2] ?? 0) / (counts[0] ?? 1)).toBeCloseTo(2, 0)
  })

  test('a shuffle keeps every element', () => {
    expect(new Random(3).shuffled([1, 2, 3, 4, 5]).sort()).toEqual([1, 2, 3, 4, 5])
  })
})
