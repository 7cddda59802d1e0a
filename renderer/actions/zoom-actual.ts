import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** One picture pixel per screen pixel. */
export const zoomActual: Action<Workspace> = {
  id: 'zoom-actual',
  label: 'action.zoom-actual',
  scope: 'canvas',
  keys: ['Shift+2'],
  unavailable: ({ canvas }) => (canvas() ? null : 'unavailable.no-image'),
  run: ({ canvas }) => canvas()?.actualSize(),
}
