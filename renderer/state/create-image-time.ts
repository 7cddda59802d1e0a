import { createEffect, on, onCleanup } from 'solid-js'
import type { ImageId } from '../../shared/ids.ts'
import type { Facts } from './create-facts.ts'
import type { Editor } from './editor.ts'

const idleMs = 60_000
const tickMs = 1000

/**
 * Counts how long each image is looked at while the window has the focus and somebody does something at least once a minute, and adds it
 * to the image's mark when the image is left. That is no step to undo.
 */
export function createImageTime(editor: Pick<Editor, 'imageId' | 'commit'>, facts: Pick<Facts, 'mark'>): void {
  let seconds = 0
  let lastSign = Date.now()
  let since: ImageId | null = null

  function store(): void {
    const id = since
    const spent = seconds
    seconds = 0
    if (id === null || spent === 0) return
    const mark = facts.mark(id)
    const after = { ...mark, id, seconds: (mark?.seconds ?? 0) + spent }
    editor.commit(
      'history.time',
      (draft) => {
        draft.marks[id] = after
      },
      { silent: true },
    )
  }

  const timer = setInterval(() => {
    if (since !== null && document.hasFocus() && Date.now() - lastSign < idleMs) seconds++
  }, tickMs)
  const sign = (): void => {
    lastSign = Date.now()
  }
  const signs = ['pointermove', 'pointerdown', 'keydown', 'wheel'] as const
  for (const name of signs) window.addEventListener(name, sign, { capture: true, passive: true })
  window.addEventListener('pagehide', store)
  onCleanup(() => {
    clearInterval(timer)
    for (const name of signs) window.removeEventListener(name, sign, { capture: true })
    window.removeEventListener('pagehide', store)
  })
  createEffect(
    on(editor.imageId, (id) => {
      store()
      since = id
    }),
  )
}
