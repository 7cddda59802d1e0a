import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Shows the questions and answers of the open picture as a table beside it. */
export const showQa: Action<Workspace> = {
  id: 'show-qa',
  label: 'action.show-qa',
  scope: 'global',
  keys: ['Alt+2'],
  run: (workspace) => workspace.setView('qa'),
}
