import type { Region } from '../../../shared/dialogue/region.ts'
import { shapeRegion } from '../../../shared/document/commands/shape-region.ts'
import type { Recipe } from '../../../shared/document/record-changes.ts'
import { boxCenter } from '../../../shared/geometry/box.ts'
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
  const outside = context.allowsOutside()
  return (draft) => {
    for (const region of regions) {
      const moved = movedShape(region.shape, by.x, by.y)
      shapeRegion(region.id, (outside ? null : clippedShape(moved, size)) ?? moved)(draft)
    }
  }
}

/** A movement that is drawn to edges and keeps regions on the picture, where they must stay there. Points are not drawn to anything. */
function guidedMove(regions: readonly Region[], at: Pointer, by: PixelPoint, context: ToolContext): PixelPoint {
  const bounds = boundsOfAll(regions)
  const size = context.imageSize()
  const within = (to: PixelPoint): PixelPoint => (context.allowsOutside() ? to : boundedMove(bounds, to.x, to.y, size))
  const near = within(by)
  if (regions.every((region) => region.shape.kind === 'point')) return near
  const there = {
    x1: bounds.x1 + near.x,
    y1: bounds.y1 + near.y,
    x2: bounds.x2 + near.x,
    y2: bounds.y2 + near.y,
  }
  const edges = { x: [there.x1, there.x2], y: [there.y1, there.y2] }
  const shift = context.snapped(at, { edges, centre: boxCenter(there), bounds: there }, regions)
  return within({ x: near.x + shift.x, y: near.y + shift.y })
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
      const by = guidedMove(regions, at, { x: to.x - start.x, y: to.y - start.y }, context)
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
