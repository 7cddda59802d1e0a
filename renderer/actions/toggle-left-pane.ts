import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Shows or hides the list of pictures. */
export const toggleLeftPane: Action<Workspace> = {
  id: 'toggle-left-pane',
  label: 'action.toggle-left-pane',
  scope: 'global',
  keys: ['Mod+B'],
  run: ({ settings }) => settings.setPanes({ leftOpen: !settings.panes().leftOpen }),
}
