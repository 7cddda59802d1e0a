import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Makes smaller around the middle. */
export const zoomOut: Action<Workspace> = {
  id: 'zoom-out',
  label: 'action.zoom-out',
  scope: 'canvas',
  keys: ['-'],
  unavailable: ({ canvas }) => (canvas() ? null : 'unavailable.no-image'),
  run: ({ canvas }) => canvas()?.zoomBy(0.8),
}
