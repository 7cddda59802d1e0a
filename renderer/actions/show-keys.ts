import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Opens the sheet of every key. */
export const showKeys: Action<Workspace> = {
  id: 'show-keys',
  label: 'action.show-keys',
  scope: 'global',
  keys: ['F1', '?'],
  run: (workspace) => workspace.openDialog('keys'),
}
