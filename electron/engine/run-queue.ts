import { AppError } from '../../shared/errors.ts'

/** Lets one run at a time through, in the order of asking; refuses when too many wait. */
export class RunQueue {
  private readonly waiting: (() => void)[] = []
  private readonly limit: number
  private busy = false

  constructor(limit: number) {
    this.limit = limit
  }

  get isIdle(): boolean {
    return !this.busy
  }

  /** Resolves when it is this run's turn, with the function that ends it. Rejects at once if its signal is or gets aborted. */
  async enter(signal: AbortSignal): Promise<() => void> {
    if (signal.aborted) throw new AppError('rpc.cancelled')
    if (this.busy) {
      if (this.waiting.length >= this.limit) throw new AppError('engine.busy')
      await this.wait(signal)
    }
    this.busy = true
    let left = false
    return () => {
      if (left) return
      left = true
      this.busy = false
      this.waiting.shift()?.()
    }
  }

  private wait(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const go = (): void => {
        signal.removeEventListener('abort', onAbort)
        // Taken here and not after the promise, so that nobody slips in between.
        this.busy = true
        resolve()
      }
      const onAbort = (): void => {
        this.waiting.splice(this.waiting.indexOf(go), 1)
        reject(new AppError('rpc.cancelled'))
      }
      signal.addEventListener('abort', onAbort, { once: true })
      this.waiting.push(go)
    })
  }
}
