import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'
import { deleteSelection } from './delete-selection.ts'

/** Takes back the last corner of the polygon being drawn; without one, deletes the selection as everywhere. */
export const stepBack: Action<Workspace> = {
  id: 'step-back',
  label: 'action.step-back',
  scope: 'drawing',
  keys: ['Backspace'],
  run(workspace) {
    if (workspace.canvas()?.stepBack()) return
    if ((deleteSelection.unavailable?.(workspace) ?? null) === null) void deleteSelection.run(workspace)
  },
}
