import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'
import { markAndGoOn } from './mark-and-go-on.ts'
import { noPicture } from './no-picture.ts'

/** Says that the open picture is done, and opens the next one. */
export const imageDone: Action<Workspace> = {
  id: 'image-done',
  label: 'action.image-done',
  scope: 'global',
  keys: ['Mod+Enter'],
  unavailable: noPicture,
  run: (workspace) => markAndGoOn(workspace, 'done'),
}
