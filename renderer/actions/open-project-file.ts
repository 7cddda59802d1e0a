import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Opens a project that was saved as one file. */
export const openProjectFile: Action<Workspace> = {
  id: 'open-project-file',
  label: 'action.open-project-file',
  scope: 'global',
  keys: ['Mod+Shift+O'],
  run: (workspace) => workspace.openProjectFile(),
}
