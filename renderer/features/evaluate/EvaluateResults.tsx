import { createMemo, createSignal, For, type JSX, Show } from 'solid-js'
import type { EvaluationReport } from '../../../shared/evaluation/report.ts'
import { assertNever } from '../../../shared/result.ts'
import { momentText } from '../../text/time-text.ts'
import { count, t } from '../../text/translate.ts'
import { Choice } from '../../ui/Choice.tsx'
import { IouFigure } from './IouFigure.tsx'
import { ShareFigure } from './ShareFigure.tsx'
import { percent, type ScoreRow, sizeRows, taskRows, turnRows } from './score-rows.ts'
import { WorstCases } from './WorstCases.tsx'

type View = 'plots' | 'tables'

/** What an evaluation found, beside another one where there is one. */
export function EvaluateResults(props: {
  readonly report: EvaluationReport
  readonly other: EvaluationReport | null
  readonly running: boolean
  readonly addressOf: (image: string) => string | null
}): JSX.Element {
  const [view, setView] = createSignal<View>('plots')
  const asTable = () => view() === 'tables'
  const figures = createMemo(() => {
    const { report, other } = props
    const both = (rowsOf: (report: EvaluationReport) => ScoreRow[]) => ({
      rows: rowsOf(report),
      others: other ? rowsOf(other) : null,
    })
    const { missing, invalid, seconds } = report
    return { tasks: both(taskRows), sizes: both(sizeRows), turns: both(turnRows), missing, invalid, seconds }
  })
  return (
    <>
      <div class="evaluate-summary">
        <dl class="evaluate-facts numbers">
          <div>
            <dt>{t('evaluate.fact.questions')}</dt>
            <dd>{t('evaluate.right-of', { right: props.report.asked, n: props.report.total })}</dd>
          </div>
          <div>
            <dt>{t('evaluate.fact.invalid')}</dt>
            <dd>{percent(props.report.invalid.share)}</dd>
          </div>
          <div>
            <dt>{t('evaluate.fact.seconds')}</dt>
            <dd>{props.report.seconds.mean?.toFixed(3) ?? '–'}</dd>
          </div>
          <Show when={props.report.scores.spotting.f1 !== null}>
            <div>
              <dt>{t('evaluate.fact.spotting')}</dt>
              <dd>{(props.report.scores.spotting.f1 ?? 0).toFixed(3)}</dd>
            </div>
          </Show>
        </dl>
        <Choice
          small
          label={t('evaluate.view')}
          value={view()}
          options={[
            { value: 'plots', label: t('evaluate.view.plots') },
            { value: 'tables', label: t('evaluate.view.tables') },
          ]}
          onChange={setView}
        />
      </div>
      <div class="muted numbers">
        <p>{reportName(props.report)}</p>
        <Show when={props.other}>
          {(other) => (
            <p class="evaluate-other">
              <span class="evaluate-mark-other" /> {t('evaluate.beside', { name: reportName(other()) })}
              <Show when={sourceName(other()) !== sourceName(props.report)}>
                <span class="badge">{t('evaluate.beside.other-set')}</span>
              </Show>
            </p>
          )}
        </Show>
      </div>
      <Show when={props.report.missing > 0}>
        <div class="evaluate-missing">
          <p>{count('evaluate.missing', props.report.missing)}</p>
          <ul>
            <For each={props.report.failures}>
              {({ message, n }) => <li class="numbers">{t('evaluate.failure', { n, message })}</li>}
            </For>
          </ul>
        </div>
      </Show>
      <Show when={figures().tasks.rows.length > 0} fallback={<p class="muted">{t('evaluate.nothing')}</p>}>
        <ShareFigure
          title={t('evaluate.scores')}
          hint={t('evaluate.scores.hint')}
          {...figures().tasks}
          asTable={asTable()}
        />
      </Show>
      <Show when={figures().sizes.rows.length > 0}>
        <ShareFigure
          title={t('evaluate.sizes')}
          hint={t('evaluate.sizes.hint')}
          {...figures().sizes}
          asTable={asTable()}
        />
      </Show>
      <Show when={props.report.iou.n > 0}>
        <IouFigure iou={props.report.iou} other={props.other?.iou ?? null} asTable={asTable()} />
      </Show>
      <Show when={figures().turns.rows.length > 0}>
        <ShareFigure
          title={t('evaluate.turns')}
          hint={t('evaluate.turns.hint')}
          {...figures().turns}
          asTable={asTable()}
        />
      </Show>
      <Show when={!props.running} fallback={<p class="muted">{t('evaluate.worst.later')}</p>}>
        <Show when={props.report.asked > 0}>
          <WorstCases cases={props.report.worst} addressOf={props.addressOf} />
        </Show>
      </Show>
    </>
  )
}

/** Model, set and time of a report in one line. */
function reportName(report: EvaluationReport): string {
  const day = new Date(report.startedAt)
  const when = Number.isNaN(day.getTime()) ? report.startedAt : momentText(day.getTime())
  const free = report.model?.constrained === false ? t('evaluate.report-free') : ''
  return t('evaluate.report-name', { model: report.model?.id ?? '–', free, set: sourceName(report), when })
}

/** What was asked; two reports with the same name asked the same. */
function sourceName({ source }: EvaluationReport): string {
  switch (source.kind) {
    case 'scenes': {
      const { count: n, seed, split, styles, dialogues, words } = source
      const parts = [t('evaluate.source.scenes', { n, seed })]
      if (styles.length > 0) parts.push(styles.join(' + '))
      if (split !== 'heldout') parts.push(t('evaluate.source.train'))
      if (dialogues) parts.push(t('evaluate.source.dialogues'))
      if (words === 'unseen') parts.push(t('evaluate.source.unseen'))
      return parts.join(', ')
    }
    case 'project':
      return t('evaluate.source.reviewed', { name: source.name })
    case 'requests':
      return source.file
    default:
      return assertNever(source)
  }
}
