import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Opens the list of backups, to see what one holds and to go back to it. */
export const showBackups: Action<Workspace> = {
  id: 'show-backups',
  label: 'action.show-backups',
  scope: 'global',
  keys: [],
  run(workspace) {
    workspace.setHistoryView('backups')
    workspace.openDialog('history')
  },
}
