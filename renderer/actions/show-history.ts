import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Opens the list of every step taken, to go back to any. */
export const showHistory: Action<Workspace> = {
  id: 'show-history',
  label: 'action.show-history',
  scope: 'global',
  keys: ['Mod+Shift+H'],
  run(workspace) {
    workspace.setHistoryView('steps')
    workspace.openDialog('history')
  },
}
