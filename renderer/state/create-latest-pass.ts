import { type Accessor, batch, createSignal, onCleanup } from 'solid-js'
import { type ErrorData, toAppError } from '../../shared/errors.ts'

/** Reads streams of items one after another; only the latest one that was started counts. */
export type LatestPass<T> = {
  readonly running: Accessor<boolean>
  /** The latest one was stopped before its end. */
  readonly stopped: Accessor<boolean>
  readonly failure: Accessor<ErrorData | null>
  /** Stops the one that runs and begins anew. Resolves when it has ended, which it does however it ends. */
  start(items: (signal: AbortSignal) => AsyncIterable<T>): Promise<void>
  stop(): void
}

export type LatestPassParts<T> = {
  /** Forgets what the pass before gave. */
  readonly clear: () => void
  /** Takes an item; `latest` is false when another pass has begun since. */
  readonly take: (item: T, latest: boolean) => void | Promise<void>
}

/** Call it under an owner: what runs is stopped when that ends. */
export function createLatestPass<T>(parts: LatestPassParts<T>): LatestPass<T> {
  const [running, setRunning] = createSignal(false)
  const [stopped, setStopped] = createSignal(false)
  const [failure, setFailure] = createSignal<ErrorData | null>(null)
  let current: AbortController | null = null
  onCleanup(() => current?.abort())

  return {
    running,
    stopped,
    failure,
    async start(items) {
      current?.abort()
      const mine = new AbortController()
      current = mine
      batch(() => {
        parts.clear()
        setFailure(null)
        setStopped(false)
        setRunning(true)
      })
      try {
        for await (const item of items(mine.signal)) await parts.take(item, current === mine)
      } catch (thrown) {
        const error = toAppError(thrown)
        if (current === mine && error.code !== 'rpc.cancelled') setFailure(error.toData())
      } finally {
        if (current === mine) {
          batch(() => {
            setRunning(false)
            setStopped(mine.signal.aborted)
          })
        }
      }
    },
    stop: () => current?.abort(),
  }
}
