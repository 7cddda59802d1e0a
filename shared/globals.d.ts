/** The few globals that the language lacks and every runtime of ours has; each other project brings its own declarations. */
interface AbortSignal {
  readonly aborted: boolean
  readonly reason: unknown
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void
  removeEventListener(type: 'abort', listener: () => void): void
}

interface AbortController {
  readonly signal: AbortSignal
  abort(reason?: unknown): void
}

declare const AbortController: { new (): AbortController }
declare function queueMicrotask(callback: () => void): void
/** Node's alone: for the serving side, which no page is. */
declare function setImmediate(callback: () => void): unknown
