// biome-ignore-all lint/a11y/useSemanticElements: a grid of editable cells laid out as one; a table's own elements lose their roles there
// biome-ignore-all lint/a11y/useFocusableInteractive: the focus moves from cell to cell, as the grid pattern demands
import { createEffect, createMemo, createSignal, For, type JSX, on, onMount, Show } from 'solid-js'
import { runAction } from '../../actions/dispatch-key.ts'
import { qaImageDone } from '../../actions/qa-keys.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { label, t } from '../../text/translate.ts'
import { createNearWatch } from '../../ui/create-near-watch.ts'
import { type Column, QaCell } from './QaCell.tsx'
import { QaRows } from './QaRows.tsx'

/** The rows as a grid: arrows and Tab go from cell to cell, Enter edits, Tab goes on writing in the next one, Ctrl+Enter in the next row. */
export function QaTable(): JSX.Element {
  const workspace = useWorkspace()
  const { qa, editor } = workspace
  const [column, setColumn] = createSignal(0)
  const [editing, setEditing] = createSignal(false)
  let grid: HTMLDivElement | undefined

  const columns = (): readonly Column[] => [
    'question',
    ...(qa.form().regions ? (['question-regions'] as const) : []),
    'answer',
    ...(qa.form().regions ? (['answer-regions'] as const) : []),
    ...(qa.form().type ? (['type'] as const) : []),
    ...(qa.form().split ? (['split'] as const) : []),
    ...(qa.form().state ? (['state'] as const) : []),
  ]
  const at = createMemo(() => qa.rows().findIndex((row) => row.id === qa.current()?.id))
  const whenNear = createNearWatch(() => grid?.parentElement ?? undefined)

  function focusCell(): void {
    queueMicrotask(() => {
      const cell = grid?.querySelector<HTMLElement>('[role=gridcell][tabindex="0"]')
      if (!cell?.contains(document.activeElement)) cell?.focus()
    })
  }
  // Whoever comes here works in the table; who walks along the views with the arrow keys is left there.
  onMount(() => {
    if (document.activeElement?.matches('[role=radiogroup] input:focus-visible')) return
    const [first] = qa.rows()
    if (first) focusCell()
    else grid?.focus()
  })

  // A row that was just added is the next to be written.
  createEffect(
    on(
      () => qa.current()?.id,
      (id, before) => {
        if (id === undefined || before === id) return
        if (qa.current()?.state === 'empty') {
          setColumn(0)
          setEditing(true)
        }
        focusCell()
      },
      { defer: true },
    ),
  )

  // Whoever writes in the table goes on there when another picture is opened; a cell that is gone takes the focus with it.
  let inside = false
  createEffect(
    on(
      editor.imageId,
      () => {
        setEditing(false)
        setColumn(0)
        const [first] = qa.rows()
        if (!inside) return
        if (first) qa.setCurrent(first.id)
        queueMicrotask(() => (grid?.querySelector<HTMLElement>('[role=gridcell]') ?? grid)?.focus())
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
  /** The next cell that can be written, of the rows after it too; goes on writing there. */
  function stepField(by: 1 | -1): boolean {
    const count = columns().length
    for (let place = at() * count + column() + by; place >= 0 && place < qa.rows().length * count; place += by) {
      const name = columns()[place % count]
      if (name === undefined || !written.has(name)) continue
      goTo(Math.floor(place / count), place % count)
      setEditing(true)
      return true
    }
    return stepCell(by)
  }
  /** Goes on writing in a cell; the regions of a text are written in the text, in the column before them. */
  function write(row: number, to: number): void {
    goTo(row, columns()[to]?.endsWith('-regions') ? to - 1 : to)
    setEditing(true)
  }
  function nextRow(): void {
    const goesOn = editing()
    setEditing(false)
    if (!goTo(at() + 1, 0)) qa.add()
    else if (goesOn) setEditing(true)
  }
  /** Keys of the grid, from a cell or from the editor in it. True = handled. */
  function handle(event: KeyboardEvent): boolean {
    if (event.isComposing) return false
    if (event.key === 'Tab') return (editing() ? stepField : stepCell)(event.shiftKey ? -1 : 1)
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      if (event.shiftKey) {
        setEditing(false)
        runAction(qaImageDone, workspace)
      } else nextRow()
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
    write(at(), column())
    return true
  }

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
        onFocusIn={() => {
          inside = true
        }}
        onFocusOut={(event) => {
          const to = event.relatedTarget as Node | null
          if (to !== null && !grid?.contains(to)) inside = false
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
        <QaRows
          rows={qa.rows()}
          at={at()}
          whenNear={whenNear}
          cells={(row, index) => (
            <For each={columns()}>
              {(name, columnIndex) => (
                <QaCell
                  row={row()}
                  n={index + 1}
                  column={name}
                  tabIndex={tabIndex(index, columnIndex())}
                  isEditing={editing() && column() === columnIndex() && at() === index}
                  onFocus={() => {
                    if (qa.current()?.id !== row().id) qa.setCurrent(row().id)
                    if (column() !== columnIndex()) setColumn(columnIndex())
                  }}
                  onEdit={() => write(index, columnIndex())}
                  onKey={handle}
                  onDone={() => {
                    setEditing(false)
                    focusCell()
                  }}
                />
              )}
            </For>
          )}
        />
      </div>
      <Show when={qa.rows().length === 0}>
        <p class="qa-empty muted">{editor.imageId() === null ? t('canvas.no-image') : t('qa.empty')}</p>
      </Show>
    </div>
  )
}

const written: ReadonlySet<Column> = new Set(['question', 'answer', 'type', 'split'])

const widths: Readonly<Record<Column, string>> = {
  question: 'minmax(112px, 3fr)',
  'question-regions': 'minmax(64px, 1fr)',
  answer: 'minmax(112px, 3fr)',
  'answer-regions': 'minmax(64px, 1fr)',
  type: '98px',
  split: '70px',
  state: '104px',
}
