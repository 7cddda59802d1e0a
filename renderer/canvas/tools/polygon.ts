import type { Shape } from '../../../shared/dialogue/region.ts'
import type { PixelPoint } from '../../../shared/geometry/spaces.ts'
import { toStage } from '../viewport.ts'
import { commitDrawn } from './drawing.ts'
import type { Pointer, ToolContext, ToolState } from './tool-state.ts'

/** A click this near to the first or the last corner closes the polygon, in screen pixels. */
const closingReach = 8

function cornerAt(at: Pointer, context: ToolContext): PixelPoint {
  const free = context.toImage(at)
  const edges = { x: [free.x], y: [free.y] }
  const by = context.snapped(at, { edges, bounds: { x1: free.x, y1: free.y, x2: free.x, y2: free.y } })
  return { x: free.x + by.x, y: free.y + by.y }
}

function isNear(at: Pointer, corner: PixelPoint | undefined, context: ToolContext): boolean {
  if (corner === undefined) return false
  const place = toStage(context.view(), corner)
  return Math.hypot(place.x - at.x, place.y - at.y) <= closingReach
}

function ring(points: readonly PixelPoint[]): Shape {
  return { kind: 'polygon', points: [...points] }
}

/** The polygon tool at rest. Every click sets a corner. */
export const polygon: ToolState = {
  name: 'polygon',
  hint: 'canvas.hint.polygon',
  cursor: () => 'crosshair',
  pointerDown(at, context) {
    if (!context.editor.writable()) return undefined
    const mentioned = context.composing() ? context.regionsAt(at)[0] : undefined
    if (mentioned !== undefined) {
      context.editor.select([mentioned.id])
      context.clicked(mentioned.id)
      return undefined
    }
    return drawing([cornerAt(at, context)], at, context)
  },
}

/** With these corners set. A click on the first one, two clicks on one place or `finish` close it; `back` takes the last corner. */
function drawing(points: readonly PixelPoint[], at: Pointer | null, context: ToolContext): ToolState {
  context.setDraft(ring(at === null ? points : [...points, context.toImage(at)]))

  function close(): ToolState | undefined {
    if (points.length < 3) return undefined
    context.setDraft(null)
    commitDrawn(ring(points), context)
    return polygon
  }

  return {
    name: 'polygon.drawing',
    hint: points.length < 3 ? 'canvas.hint.polygon-more' : 'canvas.hint.polygon-close',
    cursor: () => 'crosshair',
    pointerDown(next) {
      if (isNear(next, points[0], context) || isNear(next, points.at(-1), context)) return close()
      return drawing([...points, cornerAt(next, context)], next, context)
    },
    pointerMove(next) {
      context.setDraft(ring([...points, cornerAt(next, context)]))
      return undefined
    },
    finish: close,
    back() {
      const rest = points.slice(0, -1)
      if (rest.length > 0) return drawing(rest, null, context)
      context.setDraft(null)
      return polygon
    },
    cancel() {
      context.setDraft(null)
      return polygon
    },
  }
}
