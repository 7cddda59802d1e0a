import { createEffect, createSignal, type JSX, on, onCleanup, Show } from 'solid-js'
import { useWorkspace } from '../../state/workspace-context.ts'

const shownForMs = 2500

/** What was just done, or why the key that was just pressed does nothing now; goes away by itself. */
export function Notice(): JSX.Element {
  const { notice } = useWorkspace()
  const [shown, setShown] = createSignal<string | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))
  createEffect(
    on(notice, (said) => {
      clearTimeout(timer)
      setShown(said?.text ?? null)
      timer = setTimeout(() => setShown(null), shownForMs)
    }),
  )
  return (
    <Show when={shown()}>
      {(text) => (
        <div class="toast" role="status">
          <span>{text()}</span>
        </div>
      )}
    </Show>
  )
}
