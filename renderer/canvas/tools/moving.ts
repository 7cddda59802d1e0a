import type { Region } from '../../../shared/dialogue/region.ts'
import { shapeRegion } from '../../../shared/document/commands/shape-region.ts'
import type { Recipe } from '../../../shared/document/record-changes.ts'
import type { PixelBox, PixelPoint } from '../../../shared/geometry/spaces.ts'
import { boundedMove, boundsOf, clippedShape, movedShape } from '../shapes.ts'
import type { Pointer, ToolContext, ToolState } from './tool-state.ts'

function boundsOfAll(regions: readonly Region[]): PixelBox {
  const all = regions.map((region) => boundsOf(region.shape))
  return {
    x1: Math.min(...all.map((box) => box.x1)),
    y1: Math.min(...all.map((box) => box.y1)),
    x2: Math.max(...all.map((box) => box.x2)),
    y2: Math.max(...all.map((box) => box.y2)),
  }
}

/** The recipe that moves regions; parts that lie beside the picture then are cut off. */
function moveRegions(regions: readonly Region[], by: PixelPoint, context: ToolContext): Recipe {
  const size = context.imageSize()
  return (draft) => {
    for (const region of regions) {
      const moved = movedShape(region.shape, by.x, by.y)
      shapeRegion(region.id, clippedShape(moved, size) ?? moved)(draft)
    }
  }
}

/** The movement that keeps regions on the picture. */
function boundedMoveOf(regions: readonly Region[], dx: number, dy: number, context: ToolContext): PixelPoint {
  return boundedMove(boundsOfAll(regions), dx, dy, context.imageSize())
}

/** The selected regions follow the pointer; `home` is the state afterwards. */
export function moving(from: Pointer, context: ToolContext, home: ToolState): ToolState {
  const { editor } = context
  const records = editor.snapshot().regions
  const regions = editor.selection().flatMap((id) => records[id] ?? [])
  const start = context.toImage(from)
  const gesture = editor.gesture('history.move-region')
  const state: ToolState = {
    name: 'moving',
    hint: 'canvas.hint.moving',
    cursor: () => 'grabbing',
    pointerMove(at) {
      const to = context.toImage(at)
      const by = boundedMoveOf(regions, to.x - start.x, to.y - start.y, context)
      gesture.preview(moveRegions(regions, by, context))
      return state
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
  return state
}
