import { type JSX, Match, Show, Switch } from 'solid-js'
import type { Evaluation } from '../../state/create-evaluation.ts'
import { said } from '../../text/said.ts'
import { t } from '../../text/translate.ts'

/** How far the evaluation is, how it ended, and where it was written. */
export function EvaluateProgress(props: {
  readonly evaluation: Evaluation
  readonly note: string | null
}): JSX.Element {
  const stopped = () => {
    const report = props.evaluation.report()
    return report?.stopped ? report : null
  }
  return (
    <div class="evaluate-progress" role="status">
      <Switch>
        <Match when={props.evaluation.failure()}>
          {(failure) => (
            <span class="evaluate-failed">
              {said(failure().message)} {said(failure().hint)}
            </span>
          )}
        </Match>
        <Match when={props.evaluation.running()}>
          <Show when={props.evaluation.progress()} fallback={t('evaluate.preparing')}>
            {(progress) => (
              <>
                <progress
                  max={Math.max(progress().total, 1)}
                  value={progress().done}
                  aria-label={t('evaluate.running')}
                />
                <span class="numbers">
                  {t('evaluate.progress', { done: progress().done, total: progress().total, right: progress().right })}
                </span>
              </>
            )}
          </Show>
        </Match>
        <Match when={props.note}>{(note) => <span class="clip">{note()}</span>}</Match>
        <Match when={stopped()}>
          {(report) => <span>{t('evaluate.stopped', { asked: report().asked, total: report().total })}</span>}
        </Match>
      </Switch>
    </div>
  )
}
