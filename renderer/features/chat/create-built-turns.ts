import { type Accessor, createEffect, createMemo, createSignal, onCleanup, untrack } from 'solid-js'
import type { TurnId } from '../../../shared/ids.ts'

/** More than a tall window shows. */
const atOnce = 30
/** What a slow machine builds in one frame. */
const inSlice = 20

/**
 * The messages of a dialogue that are in the document, in order: its last ones at once, those before them slice by slice whenever the
 * page has nothing else to do, until all are there (so that finding in the page and the order of focus know every one).
 */
export function createBuiltTurns(
  dialogueId: Accessor<string | undefined>,
  ids: Accessor<readonly TurnId[]>,
): Accessor<readonly TurnId[]> {
  const missing = createMemo(() => {
    dialogueId()
    return createSignal(Math.max(0, untrack(ids).length - atOnce))
  })
  createEffect(() => {
    const [count, setCount] = missing()
    if (count() === 0) return
    const idle = requestIdleCallback(() => setCount(Math.max(0, count() - inSlice)), { timeout: 200 })
    onCleanup(() => cancelIdleCallback(idle))
  })
  return createMemo(() => ids().slice(missing()[0]()))
}
