import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'
import { markAndGoOn } from './mark-and-go-on.ts'
import { noPicture } from './no-picture.ts'

/** Leaves the open picture out, and opens the next one. */
export const imageSkip: Action<Workspace> = {
  id: 'image-skip',
  label: 'action.image-skip',
  scope: 'global',
  keys: ['Alt+S'],
  unavailable: noPicture,
  run: (workspace) => markAndGoOn(workspace, 'skipped'),
}
