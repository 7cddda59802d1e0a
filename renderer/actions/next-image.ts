import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Opens the next picture of those shown. */
export const nextImage: Action<Workspace> = {
  id: 'next-image',
  label: 'action.next-image',
  scope: 'canvas',
  keys: ['D', 'PageDown', 'Mod+ArrowRight'],
  unavailable: ({ library }) => (library.neighbour(1) ? null : 'action.next-image.last'),
  run: ({ library }) => library.step(1),
}
