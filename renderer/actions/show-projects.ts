import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Opens the list of recent projects and the other ways to one. */
export const showProjects: Action<Workspace> = {
  id: 'show-projects',
  label: 'action.show-projects',
  scope: 'global',
  keys: ['Mod+Alt+O'],
  run: (workspace) => workspace.openDialog('projects'),
}
