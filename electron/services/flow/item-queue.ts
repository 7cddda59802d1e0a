/** Hands items from a producer that does not wait to one consumer that may come later. */
export type ItemQueue<T> = {
  push(item: T): void
  /** No more items. */
  end(): void
  /** No more items; the consumer gets this error after those already there. */
  fail(error: unknown): void
  readonly items: AsyncIterable<T>
}

export function makeItemQueue<T>(): ItemQueue<T> {
  const waiting: T[] = []
  let ended: { readonly error?: unknown } | null = null
  let wake = (): void => {}
  async function* items(): AsyncGenerator<T> {
    for (;;) {
      const count = waiting.length
      for (const item of waiting.splice(0, count)) yield item
      if (waiting.length > 0) continue
      if (ended) {
        if ('error' in ended) throw ended.error
        return
      }
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }
  const finish = (how: { readonly error?: unknown }): void => {
    ended ??= how
    wake()
  }
  return {
    push(item) {
      waiting.push(item)
      wake()
    },
    end: () => finish({}),
    fail: (error) => finish({ error }),
    items: items(),
  }
}
