import ChevronLeft from 'lucide-solid/icons/chevron-left'
import ChevronRight from 'lucide-solid/icons/chevron-right'
import type { JSX } from 'solid-js'
import type { Turn } from '../../../shared/dialogue/turn.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { t } from '../../text/translate.ts'
import { IconButton } from '../../ui/IconButton.tsx'

/** Which of several answers is shown: only that one is sent and exported. */
export function AlternativeArrows(props: { readonly turn: Turn }): JSX.Element {
  const { chat, editor } = useWorkspace()
  const count = () => (props.turn.alternatives?.length ?? 0) + 1
  const shown = () => props.turn.shown ?? count() - 1
  const unavailable = (index: number): string | null => {
    if (!editor.writable()) return t('chat.unavailable.read-only')
    if (chat.busy()) return t('chat.unavailable.busy')
    return index >= 0 && index < count() ? null : t('turn.no-more-answers')
  }
  const arrow = (step: 1 | -1): JSX.Element => (
    <IconButton
      small
      label={step < 0 ? t('turn.answer-before') : t('turn.answer-after')}
      icon={step < 0 ? <ChevronLeft /> : <ChevronRight />}
      unavailable={unavailable(shown() + step)}
      onPress={() => chat.showAlternative(props.turn.id, shown() + step)}
    />
  )
  return (
    <span class="alternatives numbers">
      {arrow(-1)}
      <span role="status" aria-label={t('turn.answer-of', { n: shown() + 1, count: count() })}>
        {`${shown() + 1}/${count()}`}
      </span>
      {arrow(1)}
    </span>
  )
}
