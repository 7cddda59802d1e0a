import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'
import { regionsInOrder } from './proposals.ts'

/** Selects every region of the picture that is not hidden. */
export const selectAll: Action<Workspace> = {
  id: 'select-all',
  label: 'action.select-all',
  scope: 'canvas',
  keys: ['Mod+A'],
  unavailable: ({ editor }) => (regionsInOrder(editor).length > 0 ? null : 'unavailable.no-region'),
  run({ editor }) {
    editor.select(
      regionsInOrder(editor)
        .filter((region) => !region.hidden)
        .map(({ id }) => id),
    )
  },
}
