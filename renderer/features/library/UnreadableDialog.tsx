import { For, type JSX } from 'solid-js'
import { useWorkspace } from '../../state/workspace-context.ts'
import { said } from '../../text/said.ts'
import { t } from '../../text/translate.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import './unreadable-dialog.css'

/** The files of the folder that could not be read, each with the reason. */
export function UnreadableDialog(): JSX.Element {
  const workspace = useWorkspace()
  const { library } = workspace
  return (
    <Dialog
      open={workspace.dialog() === 'unreadable'}
      title={t('unreadable.title')}
      description={t('unreadable.text')}
      closeLabel={t('dialog.close')}
      onClose={workspace.closeDialog}
      footer={<Button onPress={() => void library.rescan()}>{t('library.rescan')}</Button>}
    >
      <ul class="unreadable">
        <For each={library.unreadable()}>
          {(file) => (
            <li>
              <div class="unreadable-path">{file.path}</div>
              <div class="muted">{said(file.reason)}</div>
            </li>
          )}
        </For>
      </ul>
    </Dialog>
  )
}
