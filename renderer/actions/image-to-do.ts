import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'
import { noPicture } from './no-picture.ts'

/** Leaves the state of the open picture to what is drawn and said on it. */
export const imageToDo: Action<Workspace> = {
  id: 'image-to-do',
  label: 'action.image-to-do',
  scope: 'global',
  keys: [],
  unavailable: noPicture,
  run: ({ library }) => library.inTurn(() => library.setState(null)),
}
