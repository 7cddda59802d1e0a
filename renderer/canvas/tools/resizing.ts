import type { Region } from '../../../shared/dialogue/region.ts'
import { shapeRegion } from '../../../shared/document/commands/shape-region.ts'
import { type Handle, resizedBox } from '../handles.ts'
import { boundsOf, boxShape, clippedShape } from '../shapes.ts'
import { toStage } from '../viewport.ts'
import { isDragged, type Pointer, type ToolContext, type ToolState } from './tool-state.ts'

/** A handle of a box follows the pointer, keeping the distance at which it was gripped; `home` is the state afterwards. */
export function resizing(
  region: Region,
  handle: Handle,
  from: Pointer,
  context: ToolContext,
  home: ToolState,
): ToolState {
  const box = boundsOf(region.shape)
  const place = toStage(context.view(), {
    x: handle.x === null ? box.x1 : box[handle.x],
    y: handle.y === null ? box.y1 : box[handle.y],
  })
  const grip = { x: place.x - from.x, y: place.y - from.y }
  const gesture = context.editor.gesture('history.resize-region')
  let dragged = false
  return {
    name: 'resizing',
    hint: handle.x !== null && handle.y !== null ? 'canvas.hint.square' : 'canvas.hint.resizing',
    cursor: () => handle.cursor,
    pointerMove(at) {
      dragged ||= isDragged(from, at)
      if (!dragged) return undefined
      const free = context.toImage({ x: at.x + grip.x, y: at.y + grip.y })
      const edges = {
        x: handle.x === null || at.shift ? [] : [free.x],
        y: handle.y === null || at.shift ? [] : [free.y],
      }
      const by = context.snapped(at, { edges, bounds: resizedBox(box, handle, free, at.shift) }, [region])
      const resized = boxShape(resizedBox(box, handle, { x: free.x + by.x, y: free.y + by.y }, at.shift))
      const shape = context.allowsOutside() ? resized : clippedShape(resized, context.imageSize())
      if (shape !== null) gesture.preview(shapeRegion(region.id, shape))
      return undefined
    },
    pointerUp() {
      gesture.end()
      return home
    },
    cancel() {
      gesture.cancel()
      return home
    },
  }
}
