import { createSignal, type JSX } from 'solid-js'
import type { Part, Turn } from '../../../shared/dialogue/turn.ts'
import { t } from '../../text/translate.ts'
import { Button } from '../../ui/Button.tsx'
import { MessageEditor } from './MessageEditor.tsx'

/** Changes the words of a message. What the model itself said stays in its run. */
export function TurnEditor(props: {
  readonly turn: Turn
  readonly onDone: (parts: Part[] | null) => void
}): JSX.Element {
  const [parts, setParts] = createSignal<Part[]>([...props.turn.parts])
  return (
    <div class="turn-editor">
      <div class="composer-box">
        <MessageEditor
          label={t('turn.edit')}
          initial={props.turn.parts}
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
