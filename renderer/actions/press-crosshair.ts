import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'

/** Clicks where the crosshair is: the corners of a box, a point, a corner of a polygon. */
export const pressCrosshair: Action<Workspace> = {
  id: 'press-crosshair',
  label: 'action.press-crosshair',
  scope: 'drawing',
  keys: ['Enter'],
  unavailable: ({ canvas }) => (canvas() ? null : 'unavailable.no-image'),
  run: ({ canvas }) => canvas()?.pressHere(),
}
