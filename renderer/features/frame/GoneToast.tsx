import { createEffect, createSignal, type JSX, on, onCleanup, Show } from 'solid-js'
import { mentionedRegions } from '../../../shared/dialogue/mentioned-regions.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { count, t } from '../../text/translate.ts'
import { Button } from '../../ui/Button.tsx'

const shownForMs = 8000

/** After a deletion: how many mentions it left without a region, with the way back. */
export function GoneToast(): JSX.Element {
  const { editor } = useWorkspace()
  const [mentions, setMentions] = createSignal(0)
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))

  createEffect(
    on([editor.snapshot, editor.imageId], ([now, imageId], before) => {
      if (!before || before[1] !== imageId || before[0].regions === now.regions) return
      const removed = Object.keys(before[0].regions).filter((id) => !now.regions[id])
      if (removed.length === 0) return
      const turns = Object.values(now.turns).filter((turn) => removed.some((id) => mentionedRegions([turn]).has(id)))
      setMentions(turns.length)
      clearTimeout(timer)
      timer = setTimeout(() => setMentions(0), shownForMs)
    }),
  )
  return (
    <Show when={mentions() > 0}>
      <div class="toast" role="status">
        <span>{count('gone.text', mentions())}</span>
        <Button
          variant="quiet"
          onPress={() => {
            setMentions(0)
            void editor.undo()
          }}
        >
          {t('gone.undo')}
        </Button>
      </div>
    </Show>
  )
}
