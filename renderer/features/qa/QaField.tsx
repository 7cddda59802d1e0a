import { createSignal, createUniqueId, For, type JSX, Match, onCleanup, Show, Switch } from 'solid-js'
import type { RowType } from '../../../shared/dialogue/dialogue.ts'
import { answerWords, choiceOf, numberOf } from '../../../shared/dialogue/row-answer.ts'
import type { Part } from '../../../shared/dialogue/turn.ts'
import { useMessageViews } from '../../state/message-views.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { t } from '../../text/translate.ts'
import type { CellProps } from './QaCell.tsx'

type FieldProps = CellProps & { readonly name: string; readonly parts: readonly Part[] }

/** What a cell is written in: answers that are a choice or a number have a field of their own; all others are text with regions in it. */
export function QaField(props: FieldProps): JSX.Element {
  const kind = (): RowType => (props.column === 'answer' ? props.row.type : 'text')
  return (
    <Switch fallback={<MessageField {...props} />}>
      <Match when={kind() === 'choice'}>
        <ChoiceField {...props} />
      </Match>
      <Match when={kind() === 'number'}>
        <NumberField {...props} />
      </Match>
    </Switch>
  )
}

function ChoiceField(props: FieldProps): JSX.Element {
  const { qa } = useWorkspace()
  const said = answerWords(props.parts)
  const chosen = (): string => choiceOf(props.parts, qa.form().choices) ?? said
  return (
    <select
      class="pane-select"
      aria-label={props.name}
      ref={(field) => queueMicrotask(() => field.focus())}
      onChange={(event) => {
        const text = event.currentTarget.value
        qa.setAnswer(props.row.id, text === '' ? [] : [{ kind: 'text', text }])
      }}
      onKeyDown={(event) => {
        if ((event.key !== 'Enter' && event.key !== 'Escape') || event.ctrlKey || event.metaKey) return
        event.preventDefault()
        props.onDone()
      }}
    >
      <option value="">{t('qa.choice.none')}</option>
      <For each={[...new Set([...qa.form().choices, ...(chosen() === '' ? [] : [chosen()])])]}>
        {(choice) => (
          <option value={choice} selected={choice === chosen()}>
            {choice}
          </option>
        )}
      </For>
    </select>
  )
}

/** Enter does not leave words behind; whoever goes on anyway keeps them, and the cell says what is wrong. Nothing typed is lost. */
function NumberField(props: FieldProps): JSX.Element {
  const { qa } = useWorkspace()
  const hint = createUniqueId()
  const before = answerWords(props.parts)
  const [text, setText] = createSignal(before)
  const [refused, setRefused] = createSignal(false)
  const { id } = props.row
  const isNumber = (): boolean => text().trim() === '' || numberOf([{ kind: 'text', text: text() }]) !== null
  let given = false
  onCleanup(() => {
    if (given || text() === before) return
    const said = text().trim()
    qa.setAnswer(id, said === '' ? [] : [{ kind: 'text', text: said }])
  })
  return (
    <>
      <input
        class="field-input numbers"
        type="text"
        inputmode="decimal"
        aria-label={props.name}
        aria-invalid={refused() && !isNumber() ? 'true' : undefined}
        aria-describedby={refused() && !isNumber() ? hint : undefined}
        value={before}
        ref={(field) => queueMicrotask(() => field.select())}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if ((event.key !== 'Enter' && event.key !== 'Escape') || event.ctrlKey || event.metaKey) return
          event.preventDefault()
          given = event.key === 'Escape'
          if (given || isNumber()) props.onDone()
          else setRefused(true)
        }}
      />
      <Show when={refused() && !isNumber()}>
        <p class="qa-problem" id={hint} role="alert">
          {t('qa.problem.number')}
        </p>
      </Show>
    </>
  )
}

/** Text with regions: what is clicked or drawn on the picture is mentioned here while the field has the focus. */
function MessageField(props: FieldProps): JSX.Element {
  const { attachComposer, editor, qa } = useWorkspace()
  const views = useMessageViews()
  const [parts, setParts] = createSignal<readonly Part[]>(props.parts)
  const { id } = props.row
  const column = props.column
  const initial = JSON.stringify(props.parts)
  let given = false
  onCleanup(() => {
    attachComposer(null)
    if (given || JSON.stringify(parts()) === initial) return
    if (column === 'question') qa.setQuestion(id, parts())
    else qa.setAnswer(id, parts())
  })
  return (
    <views.Field
      label={props.name}
      initial={props.parts}
      onChange={setParts}
      onKey={props.onKey}
      onSubmit={() => props.onDone()}
      onLeave={() => {
        given = true
        props.onDone()
      }}
      ref={(handle) => {
        const chosen = editor.selection()
        const drawn = column === 'answer' && (props.row.type === 'box' || props.row.type === 'point')
        attachComposer({ focused: () => true, focus: handle.focus, insertMention: handle.insertMention })
        queueMicrotask(() => {
          if (drawn && props.parts.length === 0 && chosen.length > 0) handle.insertMention(chosen)
          handle.focus()
        })
      }}
    />
  )
}
