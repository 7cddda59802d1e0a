import { For, type JSX, Show } from 'solid-js'
import type { ReportLine } from '../../../shared/api/dataset.ts'
import { said } from '../../text/said.ts'
import { label, t } from '../../text/translate.ts'

const shownLines = 200

/** What is wrong with the records, errors first; a line with a place jumps there. */
export function ReportList(props: {
  readonly lines: readonly ReportLine[]
  readonly onJump: (line: ReportLine) => void
}): JSX.Element {
  const rank = { error: 0, loss: 1, warning: 2 } as const
  const sorted = () => [...props.lines].sort((a, b) => rank[a.severity] - rank[b.severity]).slice(0, shownLines)
  return (
    <Show when={props.lines.length > 0} fallback={<p class="muted report-clean">{t('export.report.clean')}</p>}>
      <ul class="report">
        <For each={sorted()}>
          {(line) => (
            <li class={`report-line report-${line.severity}`}>
              <span class="report-severity">{label(`export.severity.${line.severity}`)}</span>
              <span class="report-message">{said(line.message)}</span>
              <Show when={line.imageId}>
                <button type="button" class="link" onClick={() => props.onJump(line)}>
                  {t('export.report.show')}
                </button>
              </Show>
            </li>
          )}
        </For>
        <Show when={props.lines.length > shownLines}>
          <li class="muted">{t('export.report.more', { n: props.lines.length - shownLines })}</li>
        </Show>
      </ul>
    </Show>
  )
}
