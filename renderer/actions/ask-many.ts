import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Opens the dialog in which many pictures are asked the same. */
export const askMany: Action<Workspace> = {
  id: 'ask-many',
  label: 'action.ask-many',
  scope: 'canvas',
  keys: ['Shift+I'],
  run: (workspace) => workspace.openDialog('batch'),
}
