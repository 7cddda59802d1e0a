import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { attentionBias } from './graphs.ts'
import { ArrayStore, KvCache } from './kv-cache.ts'

const shape = { layers: 2, heads: 3, headDim: 2 }

/** Rows whose every number tells where it belongs. */
function present(first: number, rows: number): Float32Array {
  const out: number[] = []
  for (let tensor = 0; tensor < 4; tensor++)
    for (let head = 0; head < 3; head++)
      for (let row = first; row < first + rows; row++) out.push(tensor * 1e4 + head * 1e3 + row, -row)
  return Float32Array.from(out)
}

function rowsOf(cache: KvCache, tensor: number, head: number): number[] {
  const start = head * cache.capacity * shape.headDim
  const rows = cache.tensors[tensor]?.subarray(start, start + cache.length * shape.headDim) ?? []
  return Array.from(rows).filter((_, i) => i % 2 === 0)
}

describe('KvCache', () => {
  it('keeps every row in its place however it grows and is cut', () => {
    const steps = fc.array(fc.tuple(fc.integer({ min: 1, max: 90 }), fc.option(fc.nat(200))), { maxLength: 12 })
    return fc.assert(
      fc.property(steps, (list) => {
        const cache = new KvCache(shape)
        let length = 0
        for (const [rows, cut] of list) {
          cache.append(present(length, rows), rows)
          length += rows
          if (cut !== null) {
            cache.truncate(cut)
            length = Math.min(length, cut)
          }
        }
        expect(cache.length).toBe(length)
        expect(cache.capacity).toBeGreaterThanOrEqual(length)
        for (let tensor = 0; tensor < 4; tensor++) {
          for (let head = 0; head < 3; head++) {
            const expected = Array.from({ length }, (_, row) => tensor * 1e4 + head * 1e3 + row)
            expect(rowsOf(cache, tensor, head)).toEqual(expected)
          }
        }
        expect(cache.bytes).toBe(4 * 3 * cache.capacity * 2 * 4)
      }),
    )
  })
})

describe('ArrayStore', () => {
  it('gives the arrays of released caches to new ones, which read nothing of them', () => {
    const store = new ArrayStore(2 ** 20)
    const used = new Set<Float32Array>()
    for (let n = 0; n < 50; n++) {
      const cache = new KvCache(shape, store)
      for (const tensor of cache.tensors) used.add(tensor)
      cache.append(present(1000 * n, 70), 70)
      for (const tensor of cache.tensors) used.add(tensor)
      expect(rowsOf(cache, 3, 2)).toEqual(Array.from({ length: 70 }, (_, row) => 32000 + 1000 * n + row))
      cache.release()
      expect([cache.bytes, cache.length]).toEqual([0, 0])
    }
    // Four of the first size and four of the second.
    expect(used.size).toBe(8)
    expect(store.bytes).toBe([...used].reduce((sum, { byteLength }) => sum + byteLength, 0))
  })

  it('keeps no more than its bytes, and never gives one array twice', () => {
    const store = new ArrayStore(100)
    const [a, b] = [store.take(20), store.take(20)]
    store.give(a)
    store.give(b)
    expect(store.bytes).toBe(80)
    expect([store.take(20) === a, store.take(20) === a, store.take(20) === b]).toEqual([true, false, false])
    expect(store.bytes).toBe(0)
  })
})

describe('attentionBias', () => {
  const seen = (pictureRows: number, textRows: number, used: number, capacity: number): string[] => {
    const bias = attentionBias(pictureRows, textRows, used, capacity)
    const columns = capacity + pictureRows + textRows
    return Array.from({ length: pictureRows + textRows }, (_, row) =>
      Array.from(bias.subarray(row * columns, (row + 1) * columns), (value) => (value === 0 ? 'x' : '.')).join(''),
    )
  }

  it('shows picture tokens each other, and text what came before it', () => {
    expect(seen(2, 3, 0, 0)).toEqual(['xx...', 'xx...', 'xxx..', 'xxxx.', 'xxxxx'])
  })

  it('hides unused slots of the cache', () => {
    expect(seen(0, 2, 3, 5)).toEqual(['xxx..x.', 'xxx..xx'])
  })
})
