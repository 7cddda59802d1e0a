import type { Accessor } from 'solid-js'

/** Asking a model within the open dialogue. */
export type Chat = {
  /** True from the question until the answer is committed or has failed. */
  readonly busy: Accessor<boolean>
  /** Stops the answer; what was said is kept. */
  stop(): void
}
