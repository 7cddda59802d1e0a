import { createMemo, createSignal, type JSX, Show } from 'solid-js'
import type { Entry } from '../../../shared/document/document.ts'
import type { CommitId } from '../../../shared/ids.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { t } from '../../text/translate.ts'
import { VirtualList } from '../../ui/VirtualList.tsx'
import { createEntryNames } from './create-entry-names.ts'

/** A step that was taken; `entry` null = the beginning of what is kept. */
type Row = { readonly id: string; readonly entry: Entry | null; readonly undone: boolean }

function rowsOf(done: readonly Entry[], undone: readonly Entry[]): readonly Row[] {
  return [
    ...undone.map((entry) => ({ id: entry.id, entry, undone: true })),
    ...done.map((entry) => ({ id: entry.id, entry, undone: false })).reverse(),
    { id: 'start', entry: null, undone: false },
  ]
}

/** Every step taken, the latest first, with the one where the project stands; choosing one goes there. */
export function StepsList(): JSX.Element {
  const { editor } = useWorkspace()
  const names = createEntryNames()
  const rows = createMemo(() => rowsOf(editor.history().done, editor.history().undone))
  const now = () => editor.history().done.at(-1)?.id ?? 'start'
  const [marked, setMarked] = createSignal<string | null>(null)

  async function go(row: Row): Promise<void> {
    if (!editor.writable()) return
    await editor.goToStep(row.entry === null ? null : (row.id as CommitId))
    setMarked(null)
  }

  const name = (row: Row): string => (row.entry === null ? t('history.start') : names.step(row.entry))
  return (
    <VirtualList
      label={t('history.list')}
      items={rows()}
      rowHeight={26}
      idOf={(row) => row.id}
      currentId={marked() ?? now()}
      nameOf={(row) => (row.id === now() ? `${name(row)}, ${t('history.now')}` : name(row))}
      onCurrent={(row, event) => {
        setMarked(row.id)
        if (event instanceof MouseEvent) void go(row)
      }}
      onKey={(event, row) => {
        if (event.key !== 'Enter' || row === undefined) return false
        void go(row)
        return true
      }}
      row={(row, isCurrent) => (
        <div class="history-row" classList={{ 'history-undone': row().undone, 'history-current': isCurrent() }}>
          <span class="history-now">{row().id === now() ? t('history.now') : ''}</span>
          <span class="history-name clip">{name(row())}</span>
          <Show when={row().entry}>
            {(entry) => (
              <>
                <span class="history-image clip">{names.image(entry())}</span>
                <span class="history-time numbers">{names.time(entry())}</span>
              </>
            )}
          </Show>
        </div>
      )}
    />
  )
}
