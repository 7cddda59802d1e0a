import { createSignal, For, type JSX, Show } from 'solid-js'
import type { Part, Turn } from '../../../shared/dialogue/turn.ts'
import { useMessageViews } from '../../state/message-views.ts'
import type { ReviewRecord } from '../../state/review.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { regionName } from '../../text/describe-region.ts'
import { t } from '../../text/translate.ts'

function Words(props: { readonly name: string; readonly turn: Turn }): JSX.Element {
  const views = useMessageViews()
  return (
    <div class="review-words-row">
      <dt>{props.name}</dt>
      <dd class="turn-text">
        <For each={props.turn.parts}>{(part) => <views.Part part={part} />}</For>
      </dd>
    </div>
  )
}

/** The question and the answer, or a region's label and the sentence it comes from. */
export function ReviewWords(props: { readonly record: ReviewRecord }): JSX.Element {
  const { editor, review } = useWorkspace()
  const turns = (): { readonly question: Turn | null; readonly answer: Turn | null } => {
    const record = props.record
    if (record.kind === 'turn') return { question: record.question, answer: record.turn }
    const said = editor.document.turns[record.region.proposal?.turnId ?? ''] ?? null
    if (said === null) return { question: null, answer: null }
    const asked = Object.values(editor.document.turns)
      .filter((each) => each.dialogueId === said.dialogueId && each.role === 'user' && each.order < said.order)
      .sort((a, b) => b.order - a.order)[0]
    return { question: asked ?? null, answer: said }
  }
  const editsText = (): boolean => review.editing() && props.record.kind === 'turn'
  return (
    <dl class="review-words">
      <Show when={props.record.kind === 'region' && props.record.region}>
        {(region) => (
          <div class="review-words-row">
            <dt>{t('review.label')}</dt>
            <dd>
              <strong>{regionName(region())}</strong>
              <Show when={region().label === ''}>
                <span class="muted"> {t('review.no-label')}</span>
              </Show>
            </dd>
          </div>
        )}
      </Show>
      <Show when={turns().question}>{(turn) => <Words name={t('review.question')} turn={turn()} />}</Show>
      <Show when={turns().answer}>
        {(turn) => (
          <Show
            when={editsText()}
            fallback={
              <Words name={props.record.kind === 'region' ? t('review.said-in') : t('review.answer')} turn={turn()} />
            }
          >
            <AnswerEditor turn={turn()} />
          </Show>
        )}
      </Show>
    </dl>
  )
}

/** Enter keeps the words as one's correction, Esc leaves them. */
function AnswerEditor(props: { readonly turn: Turn }): JSX.Element {
  const { editor, review } = useWorkspace()
  const views = useMessageViews()
  // From the snapshot, whose parts are plain values: what is kept unchanged is committed as it is.
  const before = editor.snapshot().turns[props.turn.id]?.parts ?? []
  const [parts, setParts] = createSignal<Part[]>([...before])
  return (
    <div class="review-words-row">
      <dt>{t('review.answer')}</dt>
      <dd class="composer-box">
        <views.Field
          label={t('review.edit-text')}
          initial={before}
          onChange={setParts}
          onSubmit={() => review.judge('correct', parts())}
          onLeave={() => review.setEditing(false)}
          ref={(handle) => handle.focus()}
        />
      </dd>
    </div>
  )
}
