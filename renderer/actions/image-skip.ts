import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'
import { noPicture } from './no-picture.ts'

/** Leaves the open picture out, and opens the next one. */
export const imageSkip: Action<Workspace> = {
  id: 'image-skip',
  label: 'action.image-skip',
  scope: 'global',
  keys: ['Alt+S'],
  unavailable: noPicture,
  run: ({ library }) =>
    library.inTurn(async () => {
      const next = library.neighbour(1)
      library.setState('skipped')
      if (next) await library.open(next.id)
    }),
}
