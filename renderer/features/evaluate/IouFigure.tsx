import { For, type JSX, Show } from 'solid-js'
import type { EvaluationReport } from '../../../shared/evaluation/report.ts'
import { t } from '../../text/translate.ts'
import { type Drawing, Plot } from '../../ui/Plot.tsx'
import { percent } from './score-rows.ts'

type Bin = { readonly from: number; readonly to: number; readonly n: number; readonly part: number }
type Iou = EvaluationReport['iou']

function binsOf({ bins, n }: Iou): Bin[] {
  return bins.map((count, index) => ({
    from: index / bins.length,
    to: (index + 1) / bins.length,
    n: count,
    part: n === 0 ? 0 : count / n,
  }))
}

/** How far the boxes that were said overlap those that were wanted, as a histogram or as a table. */
export function IouFigure(props: {
  readonly iou: Iou
  readonly other: Iou | null
  readonly asTable: boolean
}): JSX.Element {
  const bins = (): Bin[] => binsOf(props.iou)
  const hint = (): string => t('evaluate.iou.hint', { n: props.iou.n, mean: props.iou.mean?.toFixed(3) ?? '–' })

  function draw({ plot, width }: Drawing): Element {
    const { other } = props
    const before = other
      ? binsOf(other).flatMap(({ from, to, part }) => [[from, part] as const, [to, part] as const])
      : []
    return plot.plot({
      width,
      height: 180,
      marginLeft: 40,
      marginRight: 12,
      marginTop: 8,
      marginBottom: 34,
      x: { domain: [0, 1], label: t('evaluate.iou.axis'), labelAnchor: 'center', labelArrow: 'none', ticks: 11 },
      y: { tickFormat: (part: number) => percent(part).replace('.0', ''), ticks: 4, label: null },
      marks: [
        plot.gridY({ ticks: 4, stroke: 'var(--line)', strokeOpacity: 1 }),
        plot.rectY(bins(), { x1: 'from', x2: 'to', y: 'part', fill: 'var(--accent)', inset: 0.5 }),
        plot.line(before, { stroke: 'var(--text-1)', strokeWidth: 1.5, strokeDasharray: '4 2' }),
        plot.ruleY([0], { stroke: 'var(--line-strong)' }),
      ],
    })
  }

  return (
    <section class="evaluate-figure" aria-label={t('evaluate.iou')}>
      <h3>{t('evaluate.iou')}</h3>
      <p class="muted numbers">{hint()}</p>
      <Show when={props.asTable} fallback={<Plot label={`${t('evaluate.iou')}. ${hint()}`} draw={draw} />}>
        <table class="evaluate-table numbers">
          <thead>
            <tr>
              <th scope="col">{t('evaluate.iou.axis')}</th>
              <th scope="col">{t('evaluate.column.questions')}</th>
              <th scope="col">{t('evaluate.column.part')}</th>
              <Show when={props.other}>
                <th scope="col">{t('evaluate.column.compared')}</th>
              </Show>
            </tr>
          </thead>
          <tbody>
            <For each={bins()}>
              {(bin, index) => (
                <tr>
                  <th scope="row">{t('evaluate.iou.bin', { from: bin.from.toFixed(2), to: bin.to.toFixed(2) })}</th>
                  <td>{bin.n}</td>
                  <td>{percent(bin.part)}</td>
                  <Show when={props.other}>
                    {(other) => <td>{percent(binsOf(other())[index()]?.part ?? null)}</td>}
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
