import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Opens a folder of pictures as a project. */
export const openFolder: Action<Workspace> = {
  id: 'open-folder',
  label: 'action.open-folder',
  scope: 'global',
  keys: ['Mod+O'],
  run: (workspace) => workspace.openFolder(),
}
