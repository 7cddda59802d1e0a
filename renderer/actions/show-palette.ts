import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Opens the list of every command. */
export const showPalette: Action<Workspace> = {
  id: 'show-palette',
  label: 'action.show-palette',
  scope: 'global',
  keys: ['Mod+K'],
  run: (workspace) => workspace.openDialog('palette'),
}
