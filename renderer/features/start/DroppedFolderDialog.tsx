import { type JSX, Show } from 'solid-js'
import { useWorkspace } from '../../state/workspace-context.ts'
import { t } from '../../text/translate.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'

/** A folder that was dropped on the window: a project to open, or data to import into the one that is open. */
export function DroppedFolderDialog(): JSX.Element {
  const workspace = useWorkspace()
  const path = () => workspace.droppedFolder()
  function answer(work: (path: string) => void): void {
    const there = path()
    workspace.takeDroppedFolder(null)
    if (there !== null) work(there)
  }
  return (
    <Dialog
      open={path() !== null}
      title={t('dropped.title')}
      closeLabel={t('dialog.close')}
      onClose={() => workspace.takeDroppedFolder(null)}
      footer={
        <>
          <Button
            unavailable={workspace.editor.writable() ? null : t('unavailable.read-only')}
            onPress={() => answer((there) => workspace.openImport(there))}
          >
            {t('dropped.import')}
          </Button>
          <Button
            variant="primary"
            onPress={() => answer((there) => void workspace.openProject({ kind: 'folder', path: there }))}
          >
            {t('dropped.open')}
          </Button>
        </>
      }
    >
      <Show when={path()}>{(there) => <p class="mono">{there()}</p>}</Show>
    </Dialog>
  )
}
