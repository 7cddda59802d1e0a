import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Shows the whole picture. */
export const zoomFit: Action<Workspace> = {
  id: 'zoom-fit',
  label: 'action.zoom-fit',
  scope: 'canvas',
  keys: ['Shift+1'],
  unavailable: ({ canvas }) => (canvas() ? null : 'unavailable.no-image'),
  run: ({ canvas }) => canvas()?.fit(),
}
