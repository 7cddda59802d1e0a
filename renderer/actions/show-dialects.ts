import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Shows the selected region in the text of every model family. */
export const showDialects: Action<Workspace> = {
  id: 'show-dialects',
  label: 'action.show-dialects',
  scope: 'canvas',
  keys: ['T'],
  run: (workspace) => workspace.openDialog('dialects'),
}
