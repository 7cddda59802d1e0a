// biome-ignore-all lint/a11y/useSemanticElements: rows of a grid, see the table
// biome-ignore-all lint/a11y/useFocusableInteractive: the focus moves from cell to cell, as the grid pattern demands
import { createEffect, createMemo, createSignal, For, Index, type JSX, Show } from 'solid-js'
import { plainWords } from '../../../shared/evaluation/review-queue.ts'
import type { QaRow } from '../../state/create-qa.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import type { NearWatch } from '../../ui/create-near-watch.ts'

const inBlock = 50
const rowHeight = 35

type Rows = {
  readonly rows: readonly QaRow[]
  /** The place of the current row, from 0; -1 without one. */
  readonly at: number
  readonly whenNear: NearWatch
  /** The cells of a row and its place, from 0. */
  readonly cells: (row: () => QaRow, index: number) => JSX.Element
}

/** The rows of the table, in blocks that are built when they are nearly in view or keys go there: thousands open at once. */
export function QaRows(props: Rows): JSX.Element {
  const starts = createMemo(() =>
    Array.from({ length: Math.ceil(props.rows.length / inBlock) }, (_, block) => block * inBlock),
  )
  return <For each={starts()}>{(start) => <Block {...props} start={start} />}</For>
}

/** Until it is built a block is the words of its rows, a line each: the browser finds them in the page. */
function Block(props: Rows & { readonly start: number }): JSX.Element {
  const { region } = useWorkspace()
  const { start } = props
  const own = createMemo(() => props.rows.slice(start, start + inBlock))
  const isCurrent = createMemo(() => props.at >= start && props.at < start + inBlock)
  const [built, setBuilt] = createSignal(isCurrent())
  createEffect(() => isCurrent() && setBuilt(true))
  const words = (): string =>
    own()
      .map(({ question, answer }) => [question, answer].map((turn) => plainWords(turn?.parts ?? [], region)).join(' '))
      .join('\n')
  return (
    <div ref={(element) => props.whenNear(element, () => setBuilt(true))} role="rowgroup">
      <Show
        when={built()}
        fallback={
          <div class="qa-far" style={{ height: `${own().length * rowHeight}px`, 'line-height': `${rowHeight}px` }}>
            {words()}
          </div>
        }
      >
        <Index each={own()}>
          {(row, place) => (
            <div class="qa-row" role="row" aria-rowindex={start + place + 2} aria-selected={props.at === start + place}>
              {props.cells(row, start + place)}
            </div>
          )}
        </Index>
      </Show>
    </div>
  )
}
