import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Shows or hides dialogue and regions. */
export const toggleRightPane: Action<Workspace> = {
  id: 'toggle-right-pane',
  label: 'action.toggle-right-pane',
  scope: 'global',
  keys: ['Mod+Alt+B'],
  run: ({ settings }) => settings.setPanes({ rightOpen: !settings.panes().rightOpen }),
}
