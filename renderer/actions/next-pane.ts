import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Moves the focus to the next pane. */
export const nextPane: Action<Workspace> = {
  id: 'next-pane',
  label: 'action.next-pane',
  scope: 'global',
  keys: ['F6'],
  run: (workspace) => workspace.stepPane(1),
}
