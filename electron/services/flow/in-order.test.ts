import { expect, it } from 'vitest'
import { inOrder } from './in-order.ts'

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
type Job = { readonly n: number; readonly picture: string }
const jobs: Job[] = Array.from({ length: 60 }, (_, n) => ({ n, picture: `p${Math.floor(n / 3)}` }))

it('gives results in the order of the jobs, a picture on one place, every place at work', async () => {
  const ran: { n: number; picture: string; place: string }[] = []
  let atOnce = 0
  let most = 0
  const results: number[] = []
  const run = async ({ n, picture }: Job, place: string) => {
    ran.push({ n, picture, place })
    most = Math.max(most, ++atOnce)
    await wait((n * 7) % 5)
    atOnce--
    return 10 * n
  }
  for await (const { job, result } of inOrder(jobs, ['a', 'b'], ({ picture }) => picture, run)) {
    expect(result).toBe(10 * job.n)
    results.push(job.n)
  }
  expect(results).toEqual(jobs.map(({ n }) => n))
  expect(most).toBe(2)
  expect(new Set(ran.map(({ place }) => place))).toEqual(new Set(['a', 'b']))
  expect(new Set(ran.map(({ picture, place }) => `${picture} ${place}`)).size).toBe(20)
  for (const place of ['a', 'b']) {
    const numbers = ran.filter((one) => one.place === place).map(({ n }) => n)
    expect(numbers).toEqual([...numbers].sort((x, y) => x - y))
  }
})

it('ended early, it begins nothing more and waits for what is under way', async () => {
  let begun = 0
  let done = 0
  const run = async () => {
    begun++
    await wait(5)
    done++
  }
  let seen = 0
  for await (const _ of inOrder(jobs, [1, 2], ({ picture }) => picture, run)) if (++seen === 4) break
  expect(begun).toBe(done)
  expect(begun).toBeLessThan(16)
  const then = begun
  await wait(20)
  expect(begun).toBe(then)
})

it('on one place, nothing is begun before the last result was taken', async () => {
  const begun: number[] = []
  const run = async ({ n }: Job) => begun.push(n)
  for await (const { job } of inOrder(jobs, [1], () => 'same', run)) expect(begun.length).toBe(job.n + 1)
})

it('fails with a job, where its turn is', async () => {
  const run = async ({ n }: Job) => {
    if (n === 5) throw new Error('five')
    return n
  }
  const taken: number[] = []
  const all = async () => {
    for await (const { result } of inOrder(jobs, [1, 2], ({ picture }) => picture, run)) taken.push(result)
  }
  await expect(all()).rejects.toThrow('five')
  expect(taken).toEqual([0, 1, 2, 3, 4])
})
