import { afterEach, expect, it, vi } from 'vitest'
import type { Region } from '../../shared/dialogue/region.ts'
import { openTestWorkspace, testBox } from '../test-workspace.tsx'

let opened: Awaited<ReturnType<typeof openTestWorkspace>>
afterEach(() => opened.dispose())

function proposals(count: number): Region[] {
  return Array.from({ length: count }, (_, n): Region => {
    const box = testBox(n + 1, [n % 900, n % 800, (n % 900) + 40, (n % 800) + 40], 'dog')
    const proposal = {
      turnId: 't' as never,
      predicted: box.shape,
      judgement: 'open' as const,
      confidence: (n % 97) / 97,
    }
    return { ...box, origin: 'model', proposal }
  })
}

/** Milliseconds that one verdict takes in the page, in the middle of a row of them. */
async function perVerdict(count: number): Promise<number> {
  opened = await openTestWorkspace(proposals(count))
  const { review, settings } = opened.workspace
  settings.setReviewer('Ann')
  await review.load()
  expect(review.items()).toHaveLength(count)
  await vi.waitFor(() => expect(review.ready()).toBe(true))
  const took: number[] = []
  for (let n = 0; n < 21; n++) {
    const start = performance.now()
    review.judge(n % 5 === 0 ? 'reject' : 'accept')
    took.push(performance.now() - start)
  }
  expect(review.remaining()).toBe(count - 21)
  return took.sort((a, b) => a - b)[10] ?? 0
}

it('a verdict in a queue of 10,000 items is as quick as a key', async () => {
  const few = await perVerdict(100)
  opened.dispose()
  const many = await perVerdict(10_000)
  expect(many, `among 100 items a verdict took ${few.toFixed(1)} ms`).toBeLessThan(100)
})
