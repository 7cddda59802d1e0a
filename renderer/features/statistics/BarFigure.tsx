import { For, type JSX } from 'solid-js'
import type { Figure, FigureRow } from '../../../shared/dataset/statistics.ts'
import { isMessageKey, label, t } from '../../text/translate.ts'
import type { Drawing } from '../../ui/Plot.tsx'
import { FigureCard } from './FigureCard.tsx'

const colours: Readonly<Record<string, string>> = {
  user: 'var(--text-3)',
  accepted: 'var(--success)',
  corrected: 'var(--accent)',
  rejected: 'var(--danger)',
  open: 'var(--line-strong)',
}
/** For series that have no colour of their own, such as models. */
const rest = [
  'var(--accent)',
  'var(--success)',
  'var(--warning)',
  'var(--text-3)',
  'var(--danger)',
  'var(--line-strong)',
]
const nameWidth = 110

function known(key: string, otherwise: string): string {
  return isMessageKey(key) ? label(key) : otherwise
}

/** The name of a bar as it is shown. */
function rowName(id: string, { name }: FigureRow): string {
  if (name === '') return t('statistics.none')
  if (id === 'states') return known(`state.${name}`, name)
  if (id === 'judged-tasks') return known(`dialogue.kind.${name}`, name)
  return name
}

function seriesName(id: string, { series }: Pick<FigureRow, 'series'>): string {
  if (series === null) return ''
  if (series === '') return t('statistics.none')
  if (id === 'ious-tasks') return known(`dialogue.kind.${series}`, series)
  return known(`statistics.series.${series}`, series)
}

/** The series of a figure in order, each with its colour. */
function seriesOf({ rows }: Figure): ReadonlyMap<string | null, string> {
  const names = [...new Set(rows.map(({ series }) => series))]
  const [only] = names
  if (names.length === 1 && only === null) return new Map([[null, 'var(--accent)']])
  return new Map(names.map((name, at) => [name, colours[name ?? ''] ?? rest[at % rest.length] ?? 'var(--accent)']))
}

/** The rows of a figure as a file has them. */
export function figureTable({ id, rows }: Figure): (string | number)[][] {
  return [
    [t('statistics.column.name'), t('statistics.column.series'), t('statistics.column.count')],
    ...rows.map((row) => [rowName(id, row), seriesName(id, row), row.count]),
  ]
}

/** Bars, or their table; a bar with a filter shows its images. */
export function BarFigure(props: {
  readonly figure: Figure
  readonly asTable: boolean
  /** `name` says which bar it is. */
  readonly onShow: (row: FigureRow, name: string) => void
}): JSX.Element {
  const title = (): string => label(`statistics.figure.${props.figure.id}`)
  const shown = (): readonly FigureRow[] => props.figure.rows.filter((row) => row.count > 0)
  const inWords = (): string =>
    [
      title(),
      ...shown().map((row) => `${rowName(props.figure.id, row)} ${seriesName(props.figure.id, row)}: ${row.count}`),
    ].join('. ')

  const fullName = (row: FigureRow): string =>
    [title(), rowName(props.figure.id, row), seriesName(props.figure.id, row)].filter(Boolean).join(' ')
  const legend = () => {
    const { id, medians } = props.figure
    return [...seriesOf(props.figure)].flatMap(([series, colour]) => {
      if (series === null) return []
      const own = medians.find((each) => each.series === series)
      const name = seriesName(id, { series })
      return [{ colour, text: own ? `${name} · ${t('statistics.median', { n: own.median.toPrecision(3) })}` : name }]
    })
  }

  function draw({ plot, width, scale }: Drawing): Element {
    const { id, rows } = props.figure
    // Counts are whole: no marks between them.
    const ticks = Math.min(4, Math.max(1, ...rows.map((row) => row.count)))
    const fills = seriesOf(props.figure)
    const names = [...new Set(rows.map((row) => rowName(id, row)))]
    const drawn = plot.plot({
      width,
      height: Math.max(1, names.length) * 20 * scale + 30,
      marginLeft: nameWidth * scale,
      marginRight: 44,
      marginTop: 4,
      marginBottom: 24,
      x: { ticks, label: null, grid: false },
      y: { domain: names, label: null, tickSize: 0 },
      marks: [
        plot.gridX({ ticks, stroke: 'var(--line)', strokeOpacity: 1 }),
        plot.barX(rows, {
          x: 'count',
          y: (row: FigureRow) => rowName(id, row),
          fill: (row: FigureRow) => fills.get(row.series) ?? 'var(--accent)',
          title: (row: FigureRow) => `${rowName(id, row)} ${seriesName(id, row)}: ${row.count}`,
          insetTop: 2,
          insetBottom: 2,
          className: 'statistics-bars',
        }),
        ...(rows.some((row) => row.series !== null)
          ? []
          : [
              plot.text(rows, {
                x: 'count',
                y: (row: FigureRow) => rowName(id, row),
                text: (row: FigureRow) => (row.count > 0 ? row.count.toLocaleString() : ''),
                dx: 4,
                textAnchor: 'start',
                fill: 'var(--text-2)',
              }),
            ]),
      ],
      color: { type: 'identity' },
    })
    for (const bar of drawn.querySelectorAll<SVGRectElement>('.statistics-bars rect')) {
      const at = (bar as SVGRectElement & { __data__?: number }).__data__
      const row = at === undefined ? undefined : rows[at]
      if (row === undefined || row.count === 0) continue
      bar.classList.add('statistics-bar')
      bar.addEventListener('click', () => props.onShow(row, fullName(row)))
    }
    for (const tick of drawn.querySelectorAll("g[aria-label^='y-axis tick label'] text")) {
      const text = tick.textContent ?? ''
      if (text.length > 17) tick.textContent = `${text.slice(0, 16)}…`
    }
    return drawn
  }

  return (
    <FigureCard
      id={props.figure.id}
      title={title()}
      note={props.figure.median === null ? null : t('statistics.median', { n: props.figure.median.toPrecision(3) })}
      legend={legend()}
      inWords={inWords()}
      asTable={props.asTable}
      draw={draw}
      rows={() => figureTable(props.figure)}
    >
      <table class="statistics-table numbers">
        <thead>
          <tr>
            <th scope="col">{t('statistics.column.name')}</th>
            <th scope="col">{t('statistics.column.series')}</th>
            <th scope="col">{t('statistics.column.count')}</th>
          </tr>
        </thead>
        <tbody>
          <For each={shown()}>
            {(row) => (
              <tr>
                <th scope="row">
                  <button
                    type="button"
                    class="statistics-link"
                    title={t('statistics.show', { name: rowName(props.figure.id, row) })}
                    onClick={() => props.onShow(row, fullName(row))}
                  >
                    {rowName(props.figure.id, row)}
                  </button>
                </th>
                <td>{seriesName(props.figure.id, row)}</td>
                <td>{row.count}</td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </FigureCard>
  )
}
