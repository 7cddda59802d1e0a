import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Goes back to the picture with its dialogues. */
export const showPicture: Action<Workspace> = {
  id: 'show-picture',
  label: 'action.show-picture',
  scope: 'global',
  keys: ['Alt+1'],
  run: (workspace) => workspace.setView('picture'),
}
