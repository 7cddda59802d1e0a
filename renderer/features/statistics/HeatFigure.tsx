import { For, type JSX } from 'solid-js'
import { heatSide } from '../../../shared/dataset/statistics.ts'
import { label, t } from '../../text/translate.ts'
import type { Drawing } from '../../ui/Plot.tsx'
import { FigureCard } from './FigureCard.tsx'

type Cell = { readonly column: number; readonly row: number; readonly count: number }

/** Where on the picture something lies, all pictures laid over each other. */
export function HeatFigure(props: {
  readonly id: 'centres' | 'points'
  readonly cells: readonly number[]
  readonly asTable: boolean
}): JSX.Element {
  const title = (): string => label(`statistics.figure.${props.id}`)
  const filled = (): Cell[] =>
    props.cells
      .map((count, at) => ({ column: at % heatSide, row: Math.floor(at / heatSide), count }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count)
  const rows = (): (string | number)[][] => [
    [t('statistics.column.column'), t('statistics.column.row'), t('statistics.column.count')],
    ...filled().map(({ column, row, count }) => [column + 1, row + 1, count]),
  ]
  function draw({ plot, width }: Drawing): Element {
    const side = Math.min(width, 300)
    const cells = filled()
    const most = Math.max(1, ...cells.map(({ count }) => count))
    return plot.plot({
      width: side,
      height: side,
      margin: 1,
      x: { domain: [0, heatSide], axis: null },
      y: { domain: [heatSide, 0], axis: null },
      marks: [
        plot.rect(cells, {
          x1: 'column',
          x2: ({ column }: Cell) => column + 1,
          y1: 'row',
          y2: ({ row }: Cell) => row + 1,
          fill: 'var(--accent)',
          fillOpacity: ({ count }: Cell) => 0.15 + 0.85 * Math.sqrt(count / most),
          title: ({ count }: Cell) => String(count),
        }),
        plot.frame({ stroke: 'var(--line-strong)' }),
      ],
      opacity: { type: 'identity' },
    })
  }
  return (
    <FigureCard
      id={props.id}
      title={title()}
      note={null}
      inWords={title()}
      asTable={props.asTable}
      draw={draw}
      rows={rows}
    >
      <table class="statistics-table numbers">
        <tbody>
          <For each={rows().slice(0, 101)}>
            {(row) => (
              <tr>
                <For each={row}>{(cell) => <td>{cell}</td>}</For>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </FigureCard>
  )
}
