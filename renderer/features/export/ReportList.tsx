import { createMemo, For, type JSX, Show } from 'solid-js'
import type { ReportLine } from '../../../shared/api/dataset.ts'
import type { ImageId } from '../../../shared/ids.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { said } from '../../text/said.ts'
import { count, label, t } from '../../text/translate.ts'

const shownGroups = 100
const shownLines = 100
const rank = { error: 0, loss: 1, warning: 2 } as const

type Group = { readonly first: ReportLine; readonly lines: ReportLine[] }

/** Lines that say the same, together: hundreds of one kind hide no other. Errors first. */
function grouped(lines: readonly ReportLine[]): Group[] {
  const groups = new Map<string, Group>()
  for (const line of lines) {
    const key = `${line.severity} ${line.message}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { first: line, lines: [line] })
    else group.lines.push(line)
  }
  return [...groups.values()].sort((a, b) => rank[a.first.severity] - rank[b.first.severity])
}

/** What is wrong with the records, what is said once before its places; a line with a place jumps there. */
export function ReportList(props: {
  readonly lines: readonly ReportLine[]
  readonly onJump: (line: ReportLine) => void
}): JSX.Element {
  const { library } = useWorkspace()
  const groups = createMemo(() => grouped(props.lines))
  const place = (line: ReportLine): JSX.Element => (
    <Show when={line.imageId}>
      {(id) => (
        <>
          <span class="report-place muted clip">{library.image(id() as ImageId)?.path}</span>
          <button type="button" class="link" onClick={() => props.onJump(line)}>
            {t('export.report.show')}
          </button>
        </>
      )}
    </Show>
  )
  const words = (line: ReportLine): JSX.Element => (
    <>
      <span class="report-severity">{label(`export.severity.${line.severity}`)}</span>
      <span class="report-message">{said(line.message)}</span>
    </>
  )
  return (
    <Show when={props.lines.length > 0} fallback={<p class="muted report-clean">{t('export.report.clean')}</p>}>
      <ul class="report">
        <For each={groups().slice(0, shownGroups)}>
          {({ first, lines }) => (
            <li class={`report-${first.severity}`}>
              <Show
                when={lines.length > 1}
                fallback={
                  <div class="report-line">
                    {words(first)}
                    {place(first)}
                  </div>
                }
              >
                <details>
                  <summary class="report-line">
                    {words(first)}
                    <span class="muted numbers">{count('export.report.times', lines.length)}</span>
                  </summary>
                  <ul class="report-places">
                    <For each={lines.slice(0, shownLines)}>{(line) => <li class="report-line">{place(line)}</li>}</For>
                    <Show when={lines.length > shownLines}>
                      <li class="muted">{t('export.report.more', { n: lines.length - shownLines })}</li>
                    </Show>
                  </ul>
                </details>
              </Show>
            </li>
          )}
        </For>
        <Show when={groups().length > shownGroups}>
          <li class="muted">{t('export.report.more', { n: groups().length - shownGroups })}</li>
        </Show>
      </ul>
    </Show>
  )
}
