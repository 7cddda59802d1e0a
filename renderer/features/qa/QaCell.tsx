import { createSignal, For, type JSX, Match, onCleanup, Show, Switch } from 'solid-js'
import type { RowType } from '../../../shared/dialogue/dialogue.ts'
import { mentionedRegions } from '../../../shared/dialogue/mentioned-regions.ts'
import type { Part, Turn } from '../../../shared/dialogue/turn.ts'
import { plainWords } from '../../../shared/evaluation/review-queue.ts'
import type { RegionId } from '../../../shared/ids.ts'
import type { QaRow } from '../../state/create-qa.ts'
import { useMessageViews } from '../../state/message-views.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { label, t } from '../../text/translate.ts'

export type Column = 'question' | 'question-regions' | 'answer' | 'answer-regions' | 'type' | 'split' | 'state'

type CellProps = {
  readonly row: QaRow
  /** The row's place, from 1. */
  readonly n: number
  readonly column: Column
  readonly tabIndex: 0 | -1
  readonly isEditing: boolean
  readonly onFocus: () => void
  readonly onEdit: () => void
  readonly onKey: (event: KeyboardEvent) => boolean
  readonly onDone: () => void
}

/** One cell: what is there, or the field to change it with. */
export function QaCell(props: CellProps): JSX.Element {
  const { editor, qa } = useWorkspace()
  const name = (): string => t('qa.cell', { column: label(`qa.column.${props.column}`), n: props.n })
  const turn = (): Turn | null => (props.column.startsWith('question') ? props.row.question : props.row.answer)
  const words = (): Turn['parts'] => turn()?.parts ?? []
  const editable = (): boolean => props.column === 'question' || props.column === 'answer'
  const live = (): string | null => {
    const now = qa.suggesting()
    return props.column === 'answer' && now?.id === props.row.id ? now.text : null
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a cell of a grid, see the table
    <div
      class="qa-cell"
      role="gridcell"
      tabIndex={props.tabIndex}
      aria-label={name()}
      onFocusIn={() => props.onFocus()}
      onDblClick={() => editable() && editor.writable() && props.onEdit()}
    >
      <Switch>
        <Match when={editable()}>
          <Show
            when={props.isEditing && editor.writable()}
            fallback={live() === null ? <Words parts={words()} /> : <span class="muted">{live()} …</span>}
          >
            <CellField {...props} name={name()} parts={words()} />
          </Show>
        </Match>
        <Match when={props.column.endsWith('-regions')}>
          <Regions ids={[...mentionedRegions(turn() ? [turn() as Turn] : [])] as RegionId[]} />
        </Match>
        <Match when={props.column === 'type'}>
          <select
            class="pane-select"
            aria-label={name()}
            tabIndex={-1}
            ref={(field) => queueMicrotask(() => props.isEditing && field.focus())}
            disabled={!editor.writable()}
            onChange={(event) => qa.setType(props.row.id, event.currentTarget.value as RowType)}
          >
            <For each={qa.form().types}>
              {(type) => (
                <option value={type} selected={type === props.row.type}>
                  {label(`qa.type.${type}`)}
                </option>
              )}
            </For>
          </select>
        </Match>
        <Match when={props.column === 'split'}>
          <span class="muted">{editor.document.marks[editor.imageId() ?? '']?.split ?? ''}</span>
        </Match>
        <Match when={props.column === 'state'}>
          <span class="badge" classList={{ 'badge-good': props.row.state === 'accepted' }}>
            {label(`qa.state.${props.row.state}`)}
          </span>
        </Match>
      </Switch>
    </div>
  )
}

function Words(props: { readonly parts: readonly Part[] }): JSX.Element {
  const views = useMessageViews()
  return <For each={props.parts}>{(part) => <views.Part part={part} />}</For>
}

function Regions(props: { readonly ids: readonly RegionId[] }): JSX.Element {
  const views = useMessageViews()
  return <For each={props.ids}>{(id) => <views.Part part={{ kind: 'mention', regionIds: [id] }} />}</For>
}

type FieldProps = CellProps & { readonly name: string; readonly parts: readonly Part[] }

/** Answers that are a choice or a number have a field of their own; all others are text with regions in it. */
function CellField(props: FieldProps): JSX.Element {
  const { qa } = useWorkspace()
  const kind = (): RowType => (props.column === 'answer' ? props.row.type : 'text')
  const value = (): string => plainWords(props.parts, () => undefined)
  const keep = (text: string): void => qa.setAnswer(props.row.id, text === '' ? [] : [{ kind: 'text', text }])
  const endOn = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== 'Escape') return
    if (event.ctrlKey || event.metaKey) return
    event.preventDefault()
    props.onDone()
  }
  return (
    <Switch fallback={<MessageField {...props} />}>
      <Match when={kind() === 'choice'}>
        <select
          class="pane-select"
          aria-label={props.name}
          ref={(field) => queueMicrotask(() => field.focus())}
          onChange={(event) => keep(event.currentTarget.value)}
          onKeyDown={endOn}
        >
          <option value="">{t('qa.choice.none')}</option>
          <For each={[...new Set([...qa.form().choices, ...(value() === '' ? [] : [value()])])]}>
            {(choice) => (
              <option value={choice} selected={choice === value()}>
                {choice}
              </option>
            )}
          </For>
        </select>
      </Match>
      <Match when={kind() === 'number'}>
        <input
          class="field-input numbers"
          type="number"
          step="any"
          aria-label={props.name}
          value={value()}
          ref={(field) => queueMicrotask(() => field.focus())}
          onChange={(event) => {
            if (event.currentTarget.checkValidity()) keep(event.currentTarget.value)
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.currentTarget.blur()
            endOn(event)
          }}
        />
      </Match>
    </Switch>
  )
}

/** Text with regions: what is clicked or drawn on the picture is mentioned here while the field has the focus. */
function MessageField(props: FieldProps): JSX.Element {
  const { attachComposer, editor, qa } = useWorkspace()
  const views = useMessageViews()
  const [parts, setParts] = createSignal<readonly Part[]>(props.parts)
  const [focused] = createSignal(true)
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
        attachComposer({ focused, focus: handle.focus, insertMention: handle.insertMention })
        queueMicrotask(() => {
          if (drawn && props.parts.length === 0 && chosen.length > 0) handle.insertMention(chosen)
          handle.focus()
        })
      }}
    />
  )
}
