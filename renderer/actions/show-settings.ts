import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Opens the settings. */
export const showSettings: Action<Workspace> = {
  id: 'show-settings',
  label: 'action.show-settings',
  scope: 'global',
  keys: ['Mod+,'],
  run: (workspace) => workspace.openDialog('settings'),
}
