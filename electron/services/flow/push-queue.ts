/** A stream that is fed from outside and ends when its signal is aborted. */
export type PushQueue<T> = { push(item: T): void; readonly items: AsyncIterable<T> }

/** Keeps what is pushed until it is read. */
export function makePushQueue<T>(signal: AbortSignal): PushQueue<T> {
  const waiting: T[] = []
  let wake = (): void => {}
  signal.addEventListener('abort', () => wake(), { once: true })
  async function* items(): AsyncGenerator<T> {
    while (!signal.aborted) {
      const next = waiting.shift()
      if (next !== undefined) yield next
      else {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    }
  }
  return {
    push(item) {
      waiting.push(item)
      wake()
    },
    items: items(),
  }
}
