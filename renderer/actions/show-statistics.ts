import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Shows what is in the project, in numbers. */
export const showStatistics: Action<Workspace> = {
  id: 'show-statistics',
  label: 'action.show-statistics',
  scope: 'global',
  keys: ['Alt+4'],
  run: (workspace) => workspace.setView('statistics'),
}
