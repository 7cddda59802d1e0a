import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Opens the messages that `/` offers, to make and change the project's own. */
export const showTemplates: Action<Workspace> = {
  id: 'show-templates',
  label: 'action.show-templates',
  scope: 'global',
  keys: [],
  run: (workspace) => workspace.openDialog('templates'),
}
