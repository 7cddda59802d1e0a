import type { Shape } from '../../../shared/dialogue/region.ts'
import { commitDrawn } from './drawing.ts'
import type { Pointer, ToolContext, ToolState } from './tool-state.ts'

function pointShape(at: Pointer, context: ToolContext): Shape {
  const { x, y } = context.toImage(at)
  return { kind: 'point', x, y }
}

/** The point tool at rest. A press takes hold of a new point, which is placed where the button is let go. */
export const point: ToolState = {
  name: 'point',
  hint: 'canvas.hint.point',
  cursor: () => 'crosshair',
  pointerDown(at, context) {
    if (!context.editor.writable()) return undefined
    context.setDraft(pointShape(at, context))
    return placing
  },
}

const placing: ToolState = {
  name: 'point.placing',
  hint: 'canvas.hint.point-placing',
  cursor: () => 'crosshair',
  pointerMove(at, context) {
    context.setDraft(pointShape(at, context))
    return undefined
  },
  pointerUp(at, context) {
    context.setDraft(null)
    commitDrawn(pointShape(at, context), context)
    return point
  },
  cancel(context) {
    context.setDraft(null)
    return point
  },
}
