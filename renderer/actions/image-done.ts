import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Says that the open picture is done, and opens the next one. */
export const imageDone: Action<Workspace> = {
  id: 'image-done',
  label: 'action.image-done',
  scope: 'global',
  keys: ['Mod+Enter'],
  unavailable: ({ editor }) => (editor.imageId() === null || !editor.writable() ? 'action.no-image' : null),
  async run({ library }) {
    // The picture may leave the list by being done, so its neighbour is found before.
    const next = library.neighbour(1)
    library.setState('done')
    if (next) await library.open(next.id)
  },
}
