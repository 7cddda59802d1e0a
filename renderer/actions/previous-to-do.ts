import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Opens the picture before that is neither done nor skipped. */
export const previousToDo: Action<Workspace> = {
  id: 'previous-to-do',
  label: 'action.previous-to-do',
  scope: 'canvas',
  keys: ['Shift+A'],
  unavailable: ({ library }) => (library.neighbourToDo(-1) ? null : 'action.to-do.none'),
  async run({ library }) {
    const before = library.neighbourToDo(-1)
    if (before) await library.open(before.id)
  },
}
