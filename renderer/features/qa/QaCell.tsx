import TriangleAlert from 'lucide-solid/icons/triangle-alert'
import { createEffect, For, type JSX, Match, Show, Switch } from 'solid-js'
import type { RowType } from '../../../shared/dialogue/dialogue.ts'
import { mentionedRegions } from '../../../shared/dialogue/mentioned-regions.ts'
import type { Part, Turn } from '../../../shared/dialogue/turn.ts'
import type { RegionId } from '../../../shared/ids.ts'
import type { QaRow } from '../../state/create-qa.ts'
import { useMessageViews } from '../../state/message-views.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { label, t } from '../../text/translate.ts'
import { QaField } from './QaField.tsx'

export type Column = 'question' | 'question-regions' | 'answer' | 'answer-regions' | 'type' | 'split' | 'state'

export type CellProps = {
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
  const regionsOnly = (): boolean => props.column.endsWith('-regions')
  const live = (): string | null => {
    const now = qa.suggesting()
    return props.column === 'answer' && now?.id === props.row.id ? now.text : null
  }
  const focusOnEdit = (field: HTMLElement): void => {
    createEffect(() => props.isEditing && queueMicrotask(() => field.focus()))
  }
  const problem = () => (props.column === 'answer' && !props.isEditing ? qa.problem(props.row) : null)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a cell of a grid, see the table
    <div
      class="qa-cell"
      classList={{ 'qa-regions': regionsOnly() }}
      aria-invalid={problem() === null ? undefined : 'true'}
      role="gridcell"
      tabIndex={props.tabIndex}
      aria-label={name()}
      onFocusIn={() => props.onFocus()}
      onDblClick={() => (editable() || regionsOnly()) && editor.writable() && props.onEdit()}
    >
      <Switch>
        <Match when={editable()}>
          <Show
            when={props.isEditing && editor.writable()}
            fallback={live() === null ? <Words parts={words()} /> : <span class="muted">{live()} …</span>}
          >
            <QaField {...props} name={name()} parts={words()} />
          </Show>
          <Show when={problem()}>
            {(lacks) => (
              <p class="qa-problem">
                <TriangleAlert aria-hidden="true" />
                {label(`qa.problem.${lacks()}`)}
              </p>
            )}
          </Show>
        </Match>
        <Match when={regionsOnly()}>
          <Regions ids={[...mentionedRegions(turn() ? [turn() as Turn] : [])] as RegionId[]} />
        </Match>
        <Match when={props.column === 'type'}>
          <select
            class="pane-select"
            aria-label={name()}
            tabIndex={-1}
            ref={focusOnEdit}
            disabled={!editor.writable()}
            onChange={(event) => qa.setType(props.row.id, event.currentTarget.value as RowType)}
          >
            <For each={[...new Set([...qa.form().types, props.row.type])]}>
              {(type) => (
                <option value={type} selected={type === props.row.type}>
                  {label(`qa.type.${type}`)}
                </option>
              )}
            </For>
          </select>
        </Match>
        <Match when={props.column === 'split'}>
          <select
            class="pane-select"
            aria-label={name()}
            title={t('qa.split.hint')}
            tabIndex={-1}
            ref={focusOnEdit}
            disabled={!editor.writable()}
            onChange={(event) => qa.setSplit(event.currentTarget.value === '' ? null : event.currentTarget.value)}
          >
            <option value="" selected={qa.split() === null}>
              {t('qa.split.none')}
            </option>
            <For each={[...new Set(['train', 'val', 'test', ...(qa.split() === null ? [] : [qa.split() as string])])]}>
              {(split) => (
                <option value={split} selected={split === qa.split()}>
                  {split}
                </option>
              )}
            </For>
          </select>
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
