import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Opens the picture before, of those shown. */
export const previousImage: Action<Workspace> = {
  id: 'previous-image',
  label: 'action.previous-image',
  scope: 'canvas',
  keys: ['A', 'PageUp', 'Mod+ArrowLeft'],
  unavailable: ({ library }) => (library.neighbour(-1) ? null : 'action.previous-image.first'),
  run: ({ library }) => library.step(-1),
}
