import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Enlarges around the middle. */
export const zoomIn: Action<Workspace> = {
  id: 'zoom-in',
  label: 'action.zoom-in',
  scope: 'canvas',
  keys: ['+', '='],
  unavailable: ({ canvas }) => (canvas() ? null : 'unavailable.no-image'),
  run: ({ canvas }) => canvas()?.zoomBy(1.25),
}
