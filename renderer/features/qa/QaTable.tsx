// biome-ignore-all lint/a11y/useSemanticElements: a grid of editable cells laid out as one; a table's own elements lose their roles there
// biome-ignore-all lint/a11y/useFocusableInteractive: the focus moves from cell to cell, as the grid pattern demands
import { createEffect, createSignal, For, Index, type JSX, on, Show } from 'solid-js'
import type { QaRow } from '../../state/create-qa.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { label, t } from '../../text/translate.ts'
import { type Column, QaCell } from './QaCell.tsx'

/** The rows as a grid: arrows and Tab go from cell to cell, Enter edits, Ctrl+Enter adds a row. */
export function QaTable(): JSX.Element {
  const { qa } = useWorkspace()
  const [column, setColumn] = createSignal(0)
  const [editing, setEditing] = createSignal(false)
  let grid: HTMLDivElement | undefined

  const columns = (): readonly Column[] => [
    'question',
    ...(qa.form().regions ? (['question-regions'] as const) : []),
    'answer',
    ...(qa.form().regions ? (['answer-regions'] as const) : []),
    'type',
    ...(qa.form().split ? (['split'] as const) : []),
    'state',
  ]
  const at = (): number => qa.rows().findIndex((row) => row.id === qa.current()?.id)

  function focusCell(): void {
    queueMicrotask(() => {
      const cell = grid?.querySelector<HTMLElement>('[role=gridcell][tabindex="0"]')
      if (!cell?.contains(document.activeElement)) cell?.focus()
    })
  }
  // A row that was just added is the next to be written.
  createEffect(
    on(
      () => qa.current()?.id,
      (id, before) => {
        if (id === undefined || before === id) return
        if (qa.current()?.state === 'empty') setColumn(0)
        focusCell()
      },
      { defer: true },
    ),
  )

  function goTo(row: number, to: number): boolean {
    const target = qa.rows()[row]
    if (!target || to < 0 || to >= columns().length) return false
    setEditing(false)
    setColumn(to)
    qa.setCurrent(target.id)
    focusCell()
    return true
  }
  function stepCell(by: 1 | -1): boolean {
    const next = column() + by
    if (next >= 0 && next < columns().length) return goTo(at(), next)
    return goTo(at() + by, by === 1 ? 0 : columns().length - 1)
  }
  function nextRow(): void {
    setEditing(false)
    if (!goTo(at() + 1, 0)) qa.add()
  }
  /** Keys of the grid, from a cell or from the editor in it. True = handled. */
  function handle(event: KeyboardEvent): boolean {
    if (event.isComposing) return false
    if (event.key === 'Tab') return stepCell(event.shiftKey ? -1 : 1)
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      nextRow()
      return true
    }
    if (editing() || event.ctrlKey || event.metaKey || event.altKey) return false
    const steps: Record<string, readonly [number, number]> = {
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
      ArrowLeft: [0, -1],
      ArrowRight: [0, 1],
      Home: [0, -column()],
      End: [0, columns().length - 1 - column()],
    }
    const step = steps[event.key]
    if (step) {
      goTo(at() + step[0], column() + step[1])
      return true
    }
    if (event.key !== 'Enter' && event.key !== 'F2') return false
    setEditing(true)
    return true
  }

  const isHere = (row: QaRow, index: number): boolean => column() === index && at() === qa.rows().indexOf(row)
  const tabIndex = (row: number, index: number): 0 | -1 =>
    (at() < 0 ? row === 0 && index === 0 : at() === row && column() === index) ? 0 : -1

  return (
    <div class="qa-scroll">
      <div
        ref={grid}
        class="qa-grid"
        role="grid"
        aria-label={t('qa.table')}
        aria-rowcount={qa.rows().length + 1}
        data-scope="qa"
        tabIndex={qa.rows().length === 0 ? 0 : -1}
        style={{
          '--qa-columns': columns()
            .map((name) => widths[name])
            .join(' '),
        }}
        onKeyDown={(event) => {
          if (event.defaultPrevented) return
          const inField = (event.target as Element).matches('input, select')
          if (inField && event.key !== 'Tab' && !(event.key === 'Enter' && event.ctrlKey)) return
          if (handle(event)) event.preventDefault()
        }}
      >
        <div class="qa-row qa-head" role="row">
          <For each={columns()}>
            {(name) => (
              <div class="qa-cell" role="columnheader" aria-label={label(`qa.column.${name}`)}>
                {name.endsWith('-regions') ? t('qa.regions') : label(`qa.column.${name}`)}
              </div>
            )}
          </For>
        </div>
        <Index each={qa.rows()}>
          {(row, index) => (
            <div class="qa-row" role="row" aria-rowindex={index + 2} aria-selected={at() === index}>
              <For each={columns()}>
                {(name, columnIndex) => (
                  <QaCell
                    row={row()}
                    n={index + 1}
                    column={name}
                    tabIndex={tabIndex(index, columnIndex())}
                    isEditing={editing() && isHere(row(), columnIndex())}
                    onFocus={() => {
                      if (qa.current()?.id !== row().id) qa.setCurrent(row().id)
                      if (column() !== columnIndex()) setColumn(columnIndex())
                    }}
                    onEdit={() => {
                      goTo(index, columnIndex())
                      setEditing(true)
                    }}
                    onKey={handle}
                    onDone={() => {
                      setEditing(false)
                      focusCell()
                    }}
                  />
                )}
              </For>
            </div>
          )}
        </Index>
      </div>
      <Show when={qa.rows().length === 0}>
        <p class="qa-empty muted">{t('qa.empty')}</p>
      </Show>
    </div>
  )
}

const widths: Readonly<Record<Column, string>> = {
  question: 'minmax(140px, 3fr)',
  'question-regions': 'minmax(80px, 1fr)',
  answer: 'minmax(140px, 3fr)',
  'answer-regions': 'minmax(80px, 1fr)',
  type: '104px',
  split: '64px',
  state: '104px',
}
