import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'
import { scopeNow } from './dispatch-key.ts'

/** Opens the sheet of every key, with those that act where the focus is first. */
export const showKeys: Action<Workspace> = {
  id: 'show-keys',
  label: 'action.show-keys',
  scope: 'global',
  keys: ['F1', '?'],
  run: (workspace) => workspace.openKeySheet(scopeNow()),
}
