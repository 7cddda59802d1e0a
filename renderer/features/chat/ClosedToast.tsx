import { createEffect, createSignal, type JSX, on, onCleanup, Show } from 'solid-js'
import type { CommitId } from '../../../shared/ids.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { count, t } from '../../text/translate.ts'
import { Button } from '../../ui/Button.tsx'

const shownForMs = 8000

/** After a dialogue was closed: how many messages went with it, with the way back while it is the latest step. */
export function ClosedToast(): JSX.Element {
  const { editor } = useWorkspace()
  const [closed, setClosed] = createSignal<{ readonly step: CommitId; readonly messages: number } | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))

  const latest = () => editor.history().done.at(-1)
  createEffect(
    on(
      latest,
      (step) => {
        if (step?.label !== 'history.close-dialogue' || step.id === closed()?.step) return
        const messages = step.changes.filter((change) => change.table === 'turns').length
        setClosed({ step: step.id, messages })
        clearTimeout(timer)
        timer = setTimeout(() => setClosed(null), shownForMs)
      },
      { defer: true },
    ),
  )
  const shown = () => {
    const now = closed()
    return now && latest()?.id === now.step ? now : null
  }
  return (
    <Show when={shown()}>
      {(now) => (
        <div class="toast" role="status">
          <span>{count('dialogue.closed', now().messages)}</span>
          <Button
            variant="quiet"
            unavailable={editor.canUndo() ? null : t('chat.unavailable.read-only')}
            onPress={() => {
              setClosed(null)
              void editor.undo()
            }}
          >
            {t('gone.undo')}
          </Button>
        </div>
      )}
    </Show>
  )
}
