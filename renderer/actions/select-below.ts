import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Of regions on top of each other, selects the one below the selected. */
export const selectBelow: Action<Workspace> = {
  id: 'select-below',
  label: 'action.select-below',
  scope: 'canvas',
  keys: ['B'],
  unavailable: ({ canvas }) => (canvas() ? null : 'unavailable.no-image'),
  run: ({ canvas }) => canvas()?.selectBelow(),
}
