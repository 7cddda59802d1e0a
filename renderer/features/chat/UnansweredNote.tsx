import type { JSX } from 'solid-js'
import { useWorkspace } from '../../state/workspace-context.ts'
import { label, t } from '../../text/translate.ts'
import { Button } from '../../ui/Button.tsx'

/** Below a last question without an answer: the model may be asked now, or somebody writes the answer. */
export function UnansweredNote(): JSX.Element {
  const { chat } = useWorkspace()
  const why = () => {
    const reason = chat.askUnavailable()
    return reason && label(reason)
  }
  return (
    <div class="unanswered">
      <span>{t('chat.unanswered')}</span>
      <Button unavailable={why()} onPress={() => void chat.askUnanswered()}>
        {t('chat.ask-unanswered')}
      </Button>
    </div>
  )
}
