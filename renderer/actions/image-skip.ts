import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Leaves the open picture out, and opens the next one. */
export const imageSkip: Action<Workspace> = {
  id: 'image-skip',
  label: 'action.image-skip',
  scope: 'global',
  keys: ['Alt+S'],
  unavailable: ({ editor }) => (editor.imageId() === null || !editor.writable() ? 'action.no-image' : null),
  async run({ library }) {
    const next = library.neighbour(1)
    library.setState('skipped')
    if (next) await library.open(next.id)
  },
}
