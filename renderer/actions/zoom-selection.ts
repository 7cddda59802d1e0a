import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Shows the selected regions large. */
export const zoomSelection: Action<Workspace> = {
  id: 'zoom-selection',
  label: 'action.zoom-selection',
  scope: 'canvas',
  keys: ['Shift+3'],
  unavailable: ({ editor }) => (editor.selection().length > 0 ? null : 'unavailable.no-selection'),
  run: ({ canvas }) => canvas()?.zoomToSelection(),
}
