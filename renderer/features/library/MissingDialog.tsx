import { For, type JSX } from 'solid-js'
import { useWorkspace } from '../../state/workspace-context.ts'
import { count, t } from '../../text/translate.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import './unreadable-dialog.css'

/** The images with work on them whose files are not there, and where to look for them. */
export function MissingDialog(): JSX.Element {
  const workspace = useWorkspace()
  const { library } = workspace
  return (
    <Dialog
      open={workspace.dialog() === 'missing'}
      title={t('missing.title')}
      description={t('missing.text')}
      closeLabel={t('dialog.close')}
      onClose={workspace.closeDialog}
      footer={
        <>
          <Button onPress={() => void library.rescan()}>{t('library.rescan')}</Button>
          <Button variant="primary" onPress={() => void workspace.locateMissing()}>
            {t('missing.locate')}
          </Button>
        </>
      }
    >
      <ul class="unreadable">
        <For each={library.missing()}>
          {(image) => (
            <li>
              <div class="unreadable-path">{image.path}</div>
              <div class="muted">
                {count('library.regions', library.facts(image.id).regions)}
                {t('list.comma')}
                {count('library.turns', library.facts(image.id).turns)}
              </div>
            </li>
          )}
        </For>
      </ul>
    </Dialog>
  )
}
