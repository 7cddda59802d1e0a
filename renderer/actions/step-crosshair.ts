import type { Workspace } from '../state/workspace.ts'
import type { MessageKey } from '../text/catalogue.ts'
import type { Action } from './action.ts'

function stepping(id: string, label: MessageKey, key: string, dx: number, dy: number): Action<Workspace> {
  return {
    id,
    label,
    scope: 'drawing',
    keys: [key],
    unavailable: ({ canvas }) => (canvas() ? null : 'unavailable.no-image'),
    run: ({ canvas }) => canvas()?.stepPointer(dx, dy),
  }
}

/** With a drawing tool, arrows move the crosshair by a pixel of the picture, with Shift by ten, with Mod by a hundred. */
export const stepCrosshair: readonly Action<Workspace>[] = [
  stepping('crosshair-left', 'action.crosshair-left', 'ArrowLeft', -1, 0),
  stepping('crosshair-right', 'action.crosshair-right', 'ArrowRight', 1, 0),
  stepping('crosshair-up', 'action.crosshair-up', 'ArrowUp', 0, -1),
  stepping('crosshair-down', 'action.crosshair-down', 'ArrowDown', 0, 1),
  stepping('crosshair-left-far', 'action.crosshair-left-far', 'Shift+ArrowLeft', -10, 0),
  stepping('crosshair-right-far', 'action.crosshair-right-far', 'Shift+ArrowRight', 10, 0),
  stepping('crosshair-up-far', 'action.crosshair-up-far', 'Shift+ArrowUp', 0, -10),
  stepping('crosshair-down-far', 'action.crosshair-down-far', 'Shift+ArrowDown', 0, 10),
  stepping('crosshair-left-farther', 'action.crosshair-left-farther', 'Mod+ArrowLeft', -100, 0),
  stepping('crosshair-right-farther', 'action.crosshair-right-farther', 'Mod+ArrowRight', 100, 0),
  stepping('crosshair-up-farther', 'action.crosshair-up-farther', 'Mod+ArrowUp', 0, -100),
  stepping('crosshair-down-farther', 'action.crosshair-down-farther', 'Mod+ArrowDown', 0, 100),
]
