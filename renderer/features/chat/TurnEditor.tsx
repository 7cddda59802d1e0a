import { createSignal, type JSX } from 'solid-js'
import type { Part, Turn } from '../../../shared/dialogue/turn.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { t } from '../../text/translate.ts'
import { Button } from '../../ui/Button.tsx'
import { MessageEditor } from './MessageEditor.tsx'

/** Changes the words of a message. What the model itself said stays in its run. */
export function TurnEditor(props: {
  readonly turn: Turn
  readonly onDone: (parts: Part[] | null) => void
}): JSX.Element {
  // From the snapshot, whose parts are plain values: what is kept unchanged is committed as it is.
  const before = useWorkspace().editor.snapshot().turns[props.turn.id]?.parts ?? []
  const [parts, setParts] = createSignal<Part[]>([...before])
  return (
    <div class="turn-editor">
      <div class="composer-box">
        <MessageEditor
          label={t('turn.edit')}
          initial={before}
          onChange={setParts}
          onSubmit={() => props.onDone(parts())}
          onLeave={() => props.onDone(null)}
          ref={(handle) => handle.focus()}
        />
      </div>
      <div class="turn-editor-buttons">
        <Button variant="quiet" onPress={() => props.onDone(null)}>
          {t('dialog.cancel')}
        </Button>
        <Button variant="primary" onPress={() => props.onDone(parts())}>
          {t('turn.save')}
        </Button>
      </div>
    </div>
  )
}
