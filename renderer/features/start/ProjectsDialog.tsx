import { type JSX, onMount } from 'solid-js'
import type { Shell } from '../../state/create-shell.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { t } from '../../text/translate.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { StartCard } from './StartCard.tsx'

/** The ways to another project, while one is open. */
export function ProjectsDialog(props: { readonly shell: Shell }): JSX.Element {
  const workspace = useWorkspace()
  onMount(() => void props.shell.refreshInfo())
  return (
    <Dialog open title={t('projects.title')} closeLabel={t('dialog.close')} onClose={workspace.closeDialog}>
      <div class="start-card">
        <StartCard shell={props.shell} onChosen={workspace.closeDialog} />
      </div>
    </Dialog>
  )
}
