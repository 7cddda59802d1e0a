import { createEffect, createSignal, type JSX, on, onCleanup, Show, untrack } from 'solid-js'
import { mentionedRegions } from '../../../shared/dialogue/mentioned-regions.ts'
import type { CommitId } from '../../../shared/ids.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { count, t } from '../../text/translate.ts'
import { Button } from '../../ui/Button.tsx'

const shownForMs = 8000

/** After a deletion of several regions, or of one that was mentioned: how many, with the way back while it is the latest step. */
export function GoneToast(): JSX.Element {
  const { editor } = useWorkspace()
  const [mentions, setMentions] = createSignal(0)
  const [deleted, setDeleted] = createSignal(0)
  const [deletion, setDeletion] = createSignal<CommitId | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))

  function forget(): void {
    setMentions(0)
    setDeleted(0)
  }

  const latest = () => editor.history().done.at(-1)
  const takesBack = () => editor.canUndo() && latest()?.id === deletion()

  createEffect(
    on([editor.snapshot, editor.imageId], ([now, imageId], before) => {
      if (!before || before[1] !== imageId || before[0].regions === now.regions) return
      const removed = Object.keys(before[0].regions).filter((id) => !now.regions[id])
      if (removed.length === 0) return
      const turns = Object.values(now.turns).filter((turn) => removed.some((id) => mentionedRegions([turn]).has(id)))
      const step = untrack(latest)
      const isDeletion = step?.changes.some(
        (change) => change.table === 'regions' && !change.after && removed.some((id) => id === change.id),
      )
      setDeletion(isDeletion && step ? step.id : null)
      setMentions(turns.length)
      setDeleted(isDeletion ? removed.length : 0)
      clearTimeout(timer)
      timer = setTimeout(forget, shownForMs)
    }),
  )
  return (
    <Show when={mentions() > 0 || deleted() > 1}>
      <div class="toast" role="status">
        <span>{mentions() > 0 ? count('gone.text', mentions()) : count('gone.deleted', deleted())}</span>
        <Show when={takesBack()}>
          <Button
            variant="quiet"
            onPress={() => {
              forget()
              void editor.undo()
            }}
          >
            {t('gone.undo')}
          </Button>
        </Show>
      </div>
    </Show>
  )
}
