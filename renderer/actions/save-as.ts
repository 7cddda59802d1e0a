import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Saves the whole project as one file. */
export const saveAs: Action<Workspace> = {
  id: 'save-as',
  label: 'action.save-as',
  scope: 'global',
  keys: ['Mod+Shift+S'],
  run: (workspace) => workspace.openDialog('save-as'),
}
