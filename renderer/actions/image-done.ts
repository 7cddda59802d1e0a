import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'
import { noPicture } from './no-picture.ts'

/** Says that the open picture is done, and opens the next one. */
export const imageDone: Action<Workspace> = {
  id: 'image-done',
  label: 'action.image-done',
  scope: 'global',
  keys: ['Mod+Enter'],
  unavailable: noPicture,
  run: ({ library }) =>
    library.inTurn(async () => {
      // The picture may leave the list by being done, so its neighbour is found before.
      const next = library.neighbour(1)
      library.setState('done')
      if (next) await library.open(next.id)
    }),
}
