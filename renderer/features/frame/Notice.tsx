import { type JSX, Show } from 'solid-js'
import { useWorkspace } from '../../state/workspace-context.ts'

/** What was just done, or why the key that was just pressed does nothing now; goes away by itself. */
export function Notice(): JSX.Element {
  const { notice } = useWorkspace()
  return (
    <Show when={notice()}>
      {(text) => (
        <div class="toast" role="status">
          <span>{text()}</span>
        </div>
      )}
    </Show>
  )
}
