import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Opens the card of the model and how it answers. */
export const showModel: Action<Workspace> = {
  id: 'show-model',
  label: 'action.show-model',
  scope: 'global',
  keys: [],
  run: (workspace) => workspace.openDialog('model'),
}
