import { createMemo, createResource, createSignal, For, type JSX, Show } from 'solid-js'
import type { Entry } from '../../../shared/document/document.ts'
import type { CommitId } from '../../../shared/ids.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { momentText, timeText } from '../../text/time-text.ts'
import { t } from '../../text/translate.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { VirtualList } from '../../ui/VirtualList.tsx'
import { stepName } from './step-name.ts'
import './history.css'

/** A step that was taken; `entry` null = the beginning of what is kept. */
type Row = { readonly id: string; readonly entry: Entry | null; readonly undone: boolean }

function rowsOf(done: readonly Entry[], undone: readonly Entry[]): readonly Row[] {
  return [
    ...undone.map((entry) => ({ id: entry.id, entry, undone: true })),
    ...done.map((entry) => ({ id: entry.id, entry, undone: false })).reverse(),
    { id: 'start', entry: null, undone: false },
  ]
}

/** Every step taken, the latest first, with the one where the project stands; choosing one goes there. Beside it the backups. */
export function HistoryDialog(): JSX.Element {
  const workspace = useWorkspace()
  const { client, editor, library } = workspace
  const projectId = workspace.project().id
  const rows = createMemo(() => rowsOf(editor.history().done, editor.history().undone))
  const now = () => editor.history().done.at(-1)?.id ?? 'start'
  const [marked, setMarked] = createSignal<string | null>(null)
  const [backups, { refetch }] = createResource(() => client['project.backups']({ projectId }))

  function imageName(entry: Entry): string {
    const image = library.images().find(({ id }) => id === entry.imageId)
    return image?.path.split('/').at(-1) ?? ''
  }

  async function go(row: Row): Promise<void> {
    if (!editor.writable()) return
    await editor.goToStep(row.entry === null ? null : (row.id as CommitId))
    setMarked(null)
  }

  async function backUp(): Promise<void> {
    await client['project.backUp']({ projectId })
    await refetch()
  }

  const name = (row: Row): string => (row.entry === null ? t('history.start') : stepName(row.entry))
  return (
    <Dialog
      wide
      open
      title={t('history.title')}
      closeLabel={t('dialog.close')}
      onClose={workspace.closeDialog}
      footer={
        <Button unavailable={editor.writable() ? null : t('unavailable.read-only')} onPress={() => void backUp()}>
          {t('history.back-up')}
        </Button>
      }
    >
      <div class="history">
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
                    <span class="history-image clip">{imageName(entry())}</span>
                    <span class="history-time numbers">{timeText(entry().at)}</span>
                  </>
                )}
              </Show>
            </div>
          )}
        />
        <section class="history-backups" aria-label={t('history.backups')}>
          <h3>{t('history.backups')}</h3>
          <Show when={backups()}>
            {(found) => (
              <>
                <p class="history-path">{t('history.backups-where', { path: found().folder })}</p>
                <Show when={found().backups.length > 0} fallback={<p>{t('history.backups-none')}</p>}>
                  <ul>
                    <For each={found().backups}>
                      {({ at, bytes }) => (
                        <li class="numbers">
                          {t('history.backup-row', {
                            at: momentText(at),
                            size: Math.max(1, Math.round(bytes / 1000)),
                          })}
                        </li>
                      )}
                    </For>
                  </ul>
                </Show>
              </>
            )}
          </Show>
        </section>
      </div>
    </Dialog>
  )
}
