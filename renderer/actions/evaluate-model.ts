import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Opens the dialog in which models are measured. */
export const evaluateModel: Action<Workspace> = {
  id: 'evaluate-model',
  label: 'action.evaluate-model',
  scope: 'global',
  keys: ['Mod+Shift+E'],
  run: (workspace) => workspace.openDialog('evaluate'),
}
