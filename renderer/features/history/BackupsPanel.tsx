import { createResource, createSignal, type JSX, Show } from 'solid-js'
import { useWorkspace } from '../../state/workspace-context.ts'
import { momentText } from '../../text/time-text.ts'
import { count, t } from '../../text/translate.ts'
import { Button } from '../../ui/Button.tsx'
import { VirtualList } from '../../ui/VirtualList.tsx'

type Backup = { readonly at: number; readonly bytes: number }

/** The backups there are, what the chosen one holds, and the way back to it. */
export function BackupsPanel(): JSX.Element {
  const workspace = useWorkspace()
  const { client, editor } = workspace
  const projectId = workspace.project().id
  const [chosen, setChosen] = createSignal<number | null>(null)
  const [restoring, setRestoring] = createSignal(false)
  const [folder, setFolder] = createSignal<string | null>(null)
  const [backups, { refetch }] = createResource(() => client['project.backups']({ projectId }))
  const [content, { refetch: lookAgain }] = createResource(chosen, (at) =>
    client['project.previewBackup']({ projectId, at }),
  )

  const readOnly = () => (editor.writable() ? null : t('unavailable.read-only'))
  const unavailable = () => readOnly() ?? (editor.saveState().kind === 'saved' ? null : t('history.restore-saving'))

  async function backUp(): Promise<void> {
    await client['project.backUp']({ projectId })
    await refetch()
  }

  async function restore(at: number): Promise<void> {
    setRestoring(true)
    try {
      let steps = 0
      for await (const { entries } of client['project.restore']({ projectId, at })) {
        steps += entries.length
        for (const entry of entries) await editor.applyCommitted(entry)
      }
      workspace.tell(t(steps > 0 ? 'history.restored' : 'history.restored-none', { at: momentText(at) }))
      await Promise.all([refetch(), lookAgain()])
    } finally {
      setRestoring(false)
    }
  }

  async function showFiles(): Promise<void> {
    const { path, shown } = await client['project.showFiles']({ projectId })
    setFolder(shown ? null : path)
  }

  return (
    <>
      <p class="history-path">{t('history.backups-hint')}</p>
      <div class="history-backups">
        <Show when={(backups()?.backups.length ?? 0) > 0} fallback={<p>{t('history.backups-none')}</p>}>
          <VirtualList<Backup>
            label={t('history.backups')}
            items={backups()?.backups ?? []}
            rowHeight={28}
            idOf={({ at }) => `backup-${at}`}
            currentId={chosen() === null ? null : `backup-${chosen()}`}
            nameOf={({ at, bytes }) => t('history.backup-row', { at: momentText(at), size: kilobytes(bytes) })}
            onCurrent={({ at }) => setChosen(at)}
            row={(row, isCurrent) => (
              <div class="history-row numbers" classList={{ 'history-current': isCurrent() }}>
                {t('history.backup-row', { at: momentText(row().at), size: kilobytes(row().bytes) })}
              </div>
            )}
          />
        </Show>
        <section class="history-content" aria-live="polite">
          <Show when={chosen() !== null && content()} fallback={<p class="muted">{t('history.choose-backup')}</p>}>
            {(what) => (
              <>
                <p>
                  {t('history.holds', {
                    images: count('history.images', what().images),
                    regions: count('library.regions', what().regions),
                    dialogues: count('history.dialogues', what().dialogues),
                    turns: count('library.turns', what().turns),
                  })}
                </p>
                <Show when={what().changedAt}>
                  {(at) => <p>{t('history.changed-at', { at: momentText(at()) })}</p>}
                </Show>
                <p>
                  {what().comesBack + what().changes + what().goes > 0
                    ? t('history.differs', what())
                    : t('history.same')}
                </p>
                <Button
                  variant="primary"
                  unavailable={restoring() ? t('saved.saving') : unavailable()}
                  onPress={() => void restore(chosen() ?? 0)}
                >
                  {t('history.restore-this')}
                </Button>
              </>
            )}
          </Show>
        </section>
      </div>
      <Show when={folder()}>{(path) => <p class="history-path">{t('history.files-where', { path: path() })}</p>}</Show>
      <div class="history-buttons">
        <Button onPress={() => void showFiles()}>{t('history.files')}</Button>
        <Button onPress={() => workspace.openDialog('save-as')}>{t('action.save-as')}</Button>
        <Button unavailable={readOnly()} onPress={() => void backUp()}>
          {t('history.back-up')}
        </Button>
      </div>
    </>
  )
}

function kilobytes(bytes: number): number {
  return Math.max(1, Math.round(bytes / 1000))
}
