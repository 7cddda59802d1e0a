import { type JSX, Match, Switch } from 'solid-js'
import { useWorkspace } from '../../state/workspace-context.ts'
import { t } from '../../text/translate.ts'
import { Choice } from '../../ui/Choice.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { BackupsPanel } from './BackupsPanel.tsx'
import { JournalList } from './JournalList.tsx'
import { StepsList } from './StepsList.tsx'
import './history.css'

/** What was done in the project: steps to go back to, the journal they are written in, and the backups of it. */
export function HistoryDialog(): JSX.Element {
  const workspace = useWorkspace()
  const { historyView, setHistoryView } = workspace
  return (
    <Dialog wide open title={t('history.title')} closeLabel={t('dialog.close')} onClose={workspace.closeDialog}>
      <div class="history">
        <Choice
          label={t('history.view')}
          value={historyView()}
          options={(['steps', 'journal', 'backups'] as const).map((value) => ({ value, label: t(`history.${value}`) }))}
          onChange={setHistoryView}
        />
        <Switch>
          <Match when={historyView() === 'steps'}>
            <StepsList />
          </Match>
          <Match when={historyView() === 'journal'}>
            <JournalList />
          </Match>
          <Match when={historyView() === 'backups'}>
            <BackupsPanel />
          </Match>
        </Switch>
      </div>
    </Dialog>
  )
}
