import type { Region } from '../../../shared/dialogue/region.ts'
import { shapeRegion } from '../../../shared/document/commands/shape-region.ts'
import type { PixelPoint } from '../../../shared/geometry/spaces.ts'
import { type CornerGrip, onPicture, withCornerAfter, withCornerAt } from '../corners.ts'
import { toStage } from '../viewport.ts'
import { isDragged, type Pointer, type ToolContext, type ToolState } from './tool-state.ts'

/** A corner of a polygon follows the pointer; from the middle of a side, a new one. A click takes the corner in hand for the keys. */
export function reshaping(
  region: Region,
  points: readonly PixelPoint[],
  grip: CornerGrip,
  from: Pointer,
  context: ToolContext,
  home: ToolState,
): ToolState {
  const isNew = grip.kind === 'middle'
  const ring = isNew ? withCornerAfter(points, grip.index) : points
  const index = isNew ? grip.index + 1 : grip.index
  const place = toStage(context.view(), grip.place)
  const hold = { x: place.x - from.x, y: place.y - from.y }
  const gesture = context.editor.gesture(isNew ? 'history.add-corner' : 'history.move-corner')
  let dragged = false
  return {
    name: 'reshaping',
    hint: 'canvas.hint.reshaping',
    cursor: () => 'grabbing',
    pointerMove(at) {
      dragged ||= isDragged(from, at)
      if (!dragged) return undefined
      const free = context.toImage({ x: at.x + hold.x, y: at.y + hold.y })
      const bounds = { x1: free.x, y1: free.y, x2: free.x, y2: free.y }
      const by = context.snapped(at, { edges: { x: [free.x], y: [free.y] }, bounds }, [region])
      const there = { x: free.x + by.x, y: free.y + by.y }
      const to = context.allowsOutside() ? there : onPicture(there, context.imageSize())
      gesture.preview(shapeRegion(region.id, { kind: 'polygon', points: withCornerAt(ring, index, to) }))
      return undefined
    },
    pointerUp() {
      gesture.end()
      if (dragged || !isNew) context.holdCorner(index)
      return home
    },
    cancel() {
      gesture.cancel()
      return home
    },
  }
}
