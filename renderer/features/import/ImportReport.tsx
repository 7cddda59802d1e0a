import { For, type JSX, Show } from 'solid-js'
import type { ReportLine } from '../../../shared/api/dataset.ts'
import type { ImportSummary } from '../../../shared/api/import.ts'
import { said } from '../../text/said.ts'
import { label, t } from '../../text/translate.ts'

const shownLines = 200
const rank = { error: 0, loss: 1, warning: 2 } as const

/** Everything that is not as it should be, with its place in the file; what is left out first. */
export function ImportReport(props: {
  readonly lines: readonly ReportLine[]
  readonly problems: ImportSummary['problems']
}): JSX.Element {
  const sorted = () => [...props.lines].sort((a, b) => rank[a.severity] - rank[b.severity]).slice(0, shownLines)
  const hidden = () =>
    props.problems.flatMap(({ severity, code, count }) => {
      const shown = sorted().filter((line) => line.code === code && line.severity === severity).length
      return count === shown ? [] : [{ severity, code, more: count - shown }]
    })
  return (
    <Show when={props.lines.length > 0} fallback={<p class="muted">{t('import.report.clean')}</p>}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by keyboard too */}
      <ul class="import-lines" tabIndex={0}>
        <For each={sorted()}>
          {(line) => (
            <li class={`import-line import-${line.severity}`}>
              <span class="import-severity">{label(`import.severity.${line.severity}`)}</span>
              <span class="import-message">
                {said(line.message)} <span class="muted mono">{line.code}</span>
              </span>
              <Show when={line.file}>
                {(file) => (
                  <span class="muted numbers clip">
                    {t('import.report.line', { file: file(), line: line.line ?? '' })}
                  </span>
                )}
              </Show>
            </li>
          )}
        </For>
        <For each={hidden()}>
          {({ code, more }) => (
            <li class="muted">
              <span class="mono">{code}</span> {t('import.report.more', { n: more })}
            </li>
          )}
        </For>
      </ul>
    </Show>
  )
}
