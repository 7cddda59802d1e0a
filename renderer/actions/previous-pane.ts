import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Moves the focus to the pane before. */
export const previousPane: Action<Workspace> = {
  id: 'previous-pane',
  label: 'action.previous-pane',
  scope: 'global',
  keys: ['Shift+F6'],
  run: (workspace) => workspace.stepPane(-1),
}
