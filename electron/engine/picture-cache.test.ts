import { describe, expect, it } from 'vitest'
import { KvCache } from './kv-cache.ts'
import { PictureCache } from './picture-cache.ts'
import { RunQueue } from './run-queue.ts'

const entry = () => ({ cache: new KvCache({ layers: 1, heads: 1, headDim: 4 }), tokens: [], candidates: [] })
const one = entry().cache.bytes

describe('PictureCache', () => {
  it('drops the picture unused for longest, and never the only one', () => {
    const pictures = new PictureCache(2 * one)
    for (const key of ['a', 'b']) pictures.set(key, entry())
    pictures.get('a')
    pictures.set('c', entry())
    expect(['a', 'b', 'c'].map((key) => pictures.get(key) !== undefined)).toEqual([true, false, true])
    expect(pictures.bytes).toBe(2 * one)
    const small = new PictureCache(1)
    small.set('large', entry())
    expect(small.size).toBe(1)
    small.set('next', entry())
    expect([small.get('large'), small.size]).toEqual([undefined, 1])
  })

  it('stays within its bytes over any number of pictures, also when entries grow', () => {
    const pictures = new PictureCache(10 * one)
    for (let i = 0; i < 2000; i++) {
      const made = entry()
      pictures.set(`${i}`, made)
      made.cache.append(new Float32Array(2 * 4 * 100), 100)
      pictures.trim()
      expect(pictures.bytes).toBeLessThanOrEqual(10 * one)
    }
  })
})

describe('RunQueue', () => {
  const never = new AbortController().signal

  it('lets runs through one at a time, in order', async () => {
    const queue = new RunQueue(3)
    const order: string[] = []
    const enter = async (name: string): Promise<() => void> => {
      const leave = await queue.enter(never)
      order.push(name)
      return leave
    }
    const leaveA = await enter('a')
    const b = enter('b')
    const c = enter('c')
    await Promise.resolve()
    expect(order).toEqual(['a'])
    leaveA()
    leaveA()
    const leaveB = await b
    expect(order).toEqual(['a', 'b'])
    leaveB()
    ;(await c)()
    expect(order).toEqual(['a', 'b', 'c'])
  })

  it('refuses what would wait too long, and forgets who gave up', async () => {
    const queue = new RunQueue(1)
    const leave = await queue.enter(never)
    const stop = new AbortController()
    const waiting = queue.enter(stop.signal)
    await expect(queue.enter(never)).rejects.toMatchObject({ code: 'engine.busy' })
    stop.abort()
    await expect(waiting).rejects.toMatchObject({ code: 'rpc.cancelled' })
    const next = queue.enter(never)
    leave()
    ;(await next)()
    ;(await queue.enter(never))()
  })
})
