import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Opens the next picture that is neither done nor skipped. */
export const nextToDo: Action<Workspace> = {
  id: 'next-to-do',
  label: 'action.next-to-do',
  scope: 'canvas',
  keys: ['Shift+D'],
  unavailable: ({ library }) => (library.neighbourToDo(1) ? null : 'action.to-do.none'),
  async run({ library }) {
    const next = library.neighbourToDo(1)
    if (next) await library.open(next.id)
  },
}
