import { For, type JSX, Show } from 'solid-js'
import { t } from '../../text/translate.ts'
import { type Drawing, Plot } from '../../ui/Plot.tsx'
import { percent, type ScoreRow } from './score-rows.ts'

const rowHeight = 22
const nameWidth = 150
const valueWidth = 108

/** Scores with their intervals, as a plot or as a table; with those of another report beside them where there is one. */
export function ShareFigure(props: {
  readonly title: string
  readonly hint?: string
  readonly rows: readonly ScoreRow[]
  readonly others: readonly ScoreRow[] | null
  readonly asTable: boolean
}): JSX.Element {
  const otherOf = (key: string): ScoreRow | undefined => props.others?.find((row) => row.key === key)
  const inWords = (): string =>
    [props.title, ...props.rows.map(({ name, score }) => `${name}: ${percent(score.share)}`)].join('. ')

  function draw({ plot, width, scale }: Drawing): Element {
    const { rows, others } = props
    const gap = others ? 4 : 0
    const value = ({ score }: ScoreRow): string => t('evaluate.value', { share: percent(score.share), n: score.n })
    const old = rows.flatMap((row) => otherOf(row.key) ?? [])
    return plot.plot({
      width,
      height: rows.length * (rowHeight * scale + gap) + 28,
      marginLeft: nameWidth * scale,
      marginRight: valueWidth * scale,
      marginTop: 4,
      marginBottom: 24,
      x: { domain: [0, 1], tickFormat: (share: number) => String(Math.round(share * 100)), ticks: 5, label: null },
      y: { domain: rows.map(({ key }) => key), axis: null },
      marks: [
        plot.gridX({ ticks: 5, stroke: 'var(--line)', strokeOpacity: 1 }),
        plot.text(rows, { y: 'key', x: 0, text: 'name', dx: -10, textAnchor: 'end', fill: 'var(--text-1)' }),
        plot.text(rows, { y: 'key', x: 1, text: value, dx: 10, textAnchor: 'start', fill: 'var(--text-2)' }),
        plot.ruleY(old, {
          y: 'key',
          x1: (row: ScoreRow) => row.score.low,
          x2: (row: ScoreRow) => row.score.high,
          dy: 5,
          stroke: 'var(--text-3)',
          strokeDasharray: '3 2',
        }),
        plot.dot(old, {
          y: 'key',
          x: (row: ScoreRow) => row.score.share,
          dy: 5,
          r: 4,
          symbol: 'diamond',
          stroke: 'var(--text-3)',
          fill: 'var(--surface-2)',
        }),
        plot.ruleY(rows, {
          y: 'key',
          x1: (row: ScoreRow) => row.score.low,
          x2: (row: ScoreRow) => row.score.high,
          dy: -gap,
          stroke: 'var(--accent)',
          strokeWidth: 2,
        }),
        plot.dot(rows, {
          y: 'key',
          x: (row: ScoreRow) => row.score.share,
          dy: -gap,
          r: 4,
          fill: 'var(--accent)',
        }),
      ],
    })
  }

  return (
    <section class="evaluate-figure" aria-label={props.title}>
      <h3>{props.title}</h3>
      <Show when={props.hint}>{(hint) => <p class="muted">{hint()}</p>}</Show>
      <Show when={props.asTable} fallback={<Plot label={inWords()} draw={draw} />}>
        <table class="evaluate-table numbers">
          <thead>
            <tr>
              <th scope="col">{t('evaluate.column.what')}</th>
              <th scope="col">{t('evaluate.column.score')}</th>
              <th scope="col">{t('evaluate.column.interval')}</th>
              <th scope="col">{t('evaluate.column.right')}</th>
              <Show when={props.others}>
                <th scope="col">{t('evaluate.column.compared')}</th>
                <th scope="col">{t('evaluate.column.difference')}</th>
              </Show>
            </tr>
          </thead>
          <tbody>
            <For each={props.rows}>
              {(row) => (
                <tr>
                  <th scope="row">{row.name}</th>
                  <td>{percent(row.score.share)}</td>
                  <td>{t('evaluate.interval', { low: percent(row.score.low), high: percent(row.score.high) })}</td>
                  <td>{t('evaluate.right-of', { right: row.score.right, n: row.score.n })}</td>
                  <Show when={props.others}>
                    <td>{percent(otherOf(row.key)?.score.share ?? null)}</td>
                    <td>{difference(row, otherOf(row.key))}</td>
                  </Show>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </Show>
    </section>
  )
}

function difference(row: ScoreRow, other: ScoreRow | undefined): string {
  const [now, before] = [row.score.share, other?.score.share ?? null]
  if (now === null || before === null) return '–'
  const points = (now - before) * 100
  return t('evaluate.points', { n: `${points < 0 ? '−' : '+'}${Math.abs(points).toFixed(1)}` })
}
