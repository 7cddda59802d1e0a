import { createRoot } from 'solid-js'
import { expect, it, vi } from 'vitest'
import { AppError } from '../../shared/errors.ts'
import { createLatestPass } from './create-latest-pass.ts'

/** Items that come when they are told to; ends with `rpc.cancelled` when its signal does, as a call over the wire. */
async function* slowly(items: readonly string[], next: () => Promise<void>, signal: AbortSignal) {
  for (const item of items) {
    await next()
    if (signal.aborted) throw new AppError('rpc.cancelled')
    yield item
  }
}

function setUp() {
  const taken: string[] = []
  return createRoot((dispose) => {
    const pass = createLatestPass<string>({
      clear: () => void taken.push('clear'),
      take: (item, latest) => void taken.push(`${item} ${latest}`),
    })
    return { pass, taken, dispose }
  })
}
const now = () => Promise.resolve()

it('takes the items of the latest pass, and tells which came too late', async () => {
  const { pass, taken } = setUp()
  let go: () => void = () => undefined
  const first = pass.start(async function* () {
    yield 'a'
    await new Promise<void>((resolve) => (go = resolve))
    yield 'b'
  })
  await vi.waitFor(() => expect(taken).toContain('a true'))
  const second = pass.start((signal) => slowly(['c'], now, signal))
  await second
  go()
  await first
  expect(taken).toEqual(['clear', 'a true', 'clear', 'c true', 'b false'])
  expect([pass.running(), pass.stopped(), pass.failure()]).toEqual([false, false, null])
})

it('says that it was stopped, by its owner too, which is no failure', async () => {
  const { pass, dispose } = setUp()
  const run = pass.start((signal) => slowly(['a', 'b'], now, signal))
  expect(pass.running()).toBe(true)
  pass.stop()
  await run
  expect([pass.running(), pass.stopped(), pass.failure()]).toEqual([false, true, null])
  const again = pass.start((signal) => slowly(['a', 'b'], now, signal))
  expect(pass.stopped()).toBe(false)
  dispose()
  await again
  expect(pass.stopped()).toBe(true)
})

it('keeps a failure until the next start', async () => {
  const { pass } = setUp()
  await pass.start(() =>
    slowly(['a'], () => Promise.reject(new AppError('engine.crashed')), new AbortController().signal),
  )
  expect(pass.failure()?.code).toBe('engine.crashed')
  await pass.start((signal) => slowly([], now, signal))
  expect(pass.failure()).toBe(null)
})
