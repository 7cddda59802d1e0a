import { createResource, createSignal, type JSX, Show } from 'solid-js'
import type { JournalEntry } from '../../../shared/document/document.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { t } from '../../text/translate.ts'
import { VirtualList } from '../../ui/VirtualList.tsx'
import { createEntryNames } from './create-entry-names.ts'

/** How many of the last entries are shown. */
const shown = 1000

/** The journal as it is written, the latest entry first; those that this start had to bring back are marked. */
export function JournalList(): JSX.Element {
  const { client, editor, project } = useWorkspace()
  const names = createEntryNames()
  const [marked, setMarked] = createSignal<string | null>(null)
  const [read] = createResource(async () => {
    const projectId = project().id
    const { folder } = await client['project.backups']({ projectId })
    let entries: JournalEntry[] = []
    const seq = Math.max(0, project().lastSeq - shown)
    for await (const batch of client['project.entriesSince']({ projectId, seq }))
      entries = [...entries, ...batch.entries].slice(-shown)
    return { folder, entries: entries.reverse() }
  })
  const isReplayed = ({ seq }: JournalEntry): boolean => {
    const replayed = editor.replayed()
    return replayed !== null && seq > replayed.after && seq <= project().lastSeq
  }
  const name = (row: JournalEntry): string =>
    `${row.seq}, ${names.step(row.entry)}, ${t(isReplayed(row) ? 'history.entry-replayed' : `history.entry.${row.entry.kind}`)}`
  return (
    <Show when={read()}>
      {(journal) => (
        <>
          <p class="history-path">{t('history.journal-text', { path: `${journal().folder}/journal.jsonl` })}</p>
          <VirtualList
            label={t('history.journal-list')}
            items={journal().entries}
            rowHeight={26}
            idOf={(row) => `journal-${row.seq}`}
            currentId={marked() ?? `journal-${journal().entries[0]?.seq ?? 0}`}
            nameOf={name}
            onCurrent={(row) => setMarked(`journal-${row.seq}`)}
            row={(row, isCurrent) => (
              <div class="history-row" classList={{ 'history-current': isCurrent() }}>
                <span class="history-seq numbers">{row().seq}</span>
                <span class="history-name clip">{names.step(row().entry)}</span>
                <Show when={isReplayed(row())}>
                  <span class="badge">{t('history.entry-replayed')}</span>
                </Show>
                <span class="history-kind">{t(`history.entry.${row().entry.kind}`)}</span>
                <span class="history-image clip">{names.image(row().entry)}</span>
                <span class="history-time numbers">{names.time(row().entry)}</span>
              </div>
            )}
          />
        </>
      )}
    </Show>
  )
}
