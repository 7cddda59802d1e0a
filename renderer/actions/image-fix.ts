import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'
import { noPicture } from './no-picture.ts'

/** Says that the open picture needs fixing, or takes that back. */
export const imageFix: Action<Workspace> = {
  id: 'image-fix',
  label: 'action.image-fix',
  scope: 'global',
  keys: ['Alt+N'],
  unavailable: noPicture,
  run: ({ editor, library }) =>
    library.inTurn(() => {
      const id = editor.imageId()
      if (id !== null) library.setState(library.facts(id).state === 'fix' ? null : 'fix')
    }),
}
