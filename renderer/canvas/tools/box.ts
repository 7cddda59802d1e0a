import { boxFromCorners } from '../../../shared/geometry/box.ts'
import type { PixelPoint } from '../../../shared/geometry/spaces.ts'
import { boxShape, squareCorner } from '../shapes.ts'
import { toStage } from '../viewport.ts'
import { commitDrawn } from './drawing.ts'
import { isDragged, type Pointer, type ToolContext, type ToolState } from './tool-state.ts'

/** The box tool at rest. A press draws, also on a region. */
export const box: ToolState = {
  name: 'box',
  hint: 'canvas.hint.box',
  cursor: () => 'crosshair',
  pointerDown(at, context) {
    return context.editor.writable() ? drawingBox(firstCorner(at, context), 'pressed') : undefined
  },
}

function firstCorner(at: Pointer, context: ToolContext): PixelPoint {
  const from = context.toImage(at)
  const edges = { x: [from.x], y: [from.y] }
  const by = context.snapped(at, { edges, bounds: boxFromCorners(from, from) })
  return { x: from.x + by.x, y: from.y + by.y }
}

/** A square goes where its longer side ends, so it is not drawn to edges. */
function corner(from: PixelPoint, at: Pointer, context: ToolContext): PixelPoint {
  const to = context.toImage(at)
  const edges = at.shift ? { x: [], y: [] } : { x: [to.x], y: [to.y] }
  const by = context.snapped(at, { edges, bounds: boxFromCorners(from, to) })
  return at.shift ? squareCorner(from, to) : { x: to.x + by.x, y: to.y + by.y }
}

/**
 * From the first corner on. `pressed`: the button is down, and a drag ends where it is let go. `clicked`: it was let go where it was
 * pressed, and the next click ends the box. The start is a place on the picture, so that panning on the way does no harm.
 */
function drawingBox(from: PixelPoint, mode: 'pressed' | 'clicked'): ToolState {
  function large(at: Pointer, context: ToolContext): boolean {
    return isDragged(toStage(context.view(), from), at)
  }

  function finish(at: Pointer, context: ToolContext): ToolState {
    context.setDraft(null)
    const shape = boxShape(boxFromCorners(from, corner(from, at, context)))
    const thin = shape.kind === 'box' && Math.min(shape.x2 - shape.x1, shape.y2 - shape.y1) * context.view().scale < 1
    if (large(at, context) && !thin) commitDrawn(shape, context)
    return box
  }

  return {
    name: `box.${mode}`,
    hint: mode === 'pressed' ? 'canvas.hint.square' : 'canvas.hint.box-second',
    cursor: () => 'crosshair',
    pointerDown: (at, context) => (mode === 'clicked' ? finish(at, context) : undefined),
    pointerMove(at, context) {
      context.setDraft(large(at, context) ? boxShape(boxFromCorners(from, corner(from, at, context))) : null)
      return undefined
    },
    pointerUp(at, context) {
      if (mode === 'clicked') return undefined
      if (large(at, context)) return finish(at, context)
      const mentioned = context.composing() ? context.regionsAt(at)[0] : undefined
      if (mentioned === undefined) return drawingBox(from, 'clicked')
      context.editor.select([mentioned.id])
      context.clicked(mentioned.id)
      return box
    },
    cancel(context) {
      context.setDraft(null)
      return box
    },
  }
}
