import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'
import { mentionRegion } from './mention-region.ts'

/**
 * Clicks where the crosshair is: the corners of a box, a point, a corner of a polygon. While nothing is in hand and the crosshair has not
 * been moved by keys since, Enter mentions the selected regions, as it does without a drawing tool.
 */
export const pressCrosshair: Action<Workspace> = {
  id: 'press-crosshair',
  label: 'action.press-crosshair',
  scope: 'drawing',
  keys: ['Enter'],
  unavailable: ({ canvas }) => (canvas() ? null : 'unavailable.no-image'),
  run: (workspace) => (workspace.canvas()?.pressHere() === false ? mentionRegion.run(workspace) : undefined),
}
