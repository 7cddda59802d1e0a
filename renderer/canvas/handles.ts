import type { PixelBox, PixelPoint, StagePoint } from '../../shared/geometry/spaces.ts'
import { squareCorner } from './shapes.ts'
import { toStage, type Viewport } from './viewport.ts'

/** One of the eight handles of a box: which edge it moves on each axis. */
export type Handle = { readonly x: 'x1' | 'x2' | null; readonly y: 'y1' | 'y2' | null; readonly cursor: string }

/** Screen pixels: what is drawn, and what can be hit. */
export const handleSize = 10
const handleHitSize = 14

/** Edges shorter than this on the screen have handles at their corners only, so that a body stays to grab. */
const shortEdge = 40

const corners: readonly Handle[] = [
  { x: 'x1', y: 'y1', cursor: 'nwse-resize' },
  { x: 'x2', y: 'y1', cursor: 'nesw-resize' },
  { x: 'x2', y: 'y2', cursor: 'nwse-resize' },
  { x: 'x1', y: 'y2', cursor: 'nesw-resize' },
]
const horizontal: readonly Handle[] = [
  { x: null, y: 'y1', cursor: 'ns-resize' },
  { x: null, y: 'y2', cursor: 'ns-resize' },
]
const vertical: readonly Handle[] = [
  { x: 'x1', y: null, cursor: 'ew-resize' },
  { x: 'x2', y: null, cursor: 'ew-resize' },
]

/** The handles that a box of this size on the screen has; corners first, so that they win. */
export function handlesOf(box: PixelBox, view: Viewport): readonly Handle[] {
  const wide = (box.x2 - box.x1) * view.scale >= shortEdge
  const high = (box.y2 - box.y1) * view.scale >= shortEdge
  return [...corners, ...(wide ? horizontal : []), ...(high ? vertical : [])]
}

/** Handles stand at least this far apart, so that the middle of a tiny box can still be grabbed. */
const leastSpread = 28

/** Where the edges of one axis carry their handles: the edges themselves, or a little outside of a tiny box. */
function spread(low: number, high: number): readonly [low: number, middle: number, high: number] {
  const out = Math.max(0, (leastSpread - (high - low)) / 2)
  return [low - out, (low + high) / 2, high + out]
}

/** The centre of a handle on the stage. */
export function handlePlace(box: PixelBox, handle: Handle, view: Viewport): StagePoint {
  const a = toStage(view, { x: box.x1, y: box.y1 })
  const b = toStage(view, { x: box.x2, y: box.y2 })
  const [left, middle, right] = spread(a.x, b.x)
  const [top, centre, bottom] = spread(a.y, b.y)
  return {
    x: handle.x === null ? middle : handle.x === 'x1' ? left : right,
    y: handle.y === null ? centre : handle.y === 'y1' ? top : bottom,
  }
}

export function handleAt(box: PixelBox, at: StagePoint, view: Viewport): Handle | null {
  const reach = handleHitSize / 2
  const hit = handlesOf(box, view).find((handle) => {
    const place = handlePlace(box, handle, view)
    return Math.abs(place.x - at.x) <= reach && Math.abs(place.y - at.y) <= reach
  })
  return hit ?? null
}

/** The box after its handle was dragged to `to`; edges may cross. `square` acts on corners. */
export function resizedBox(box: PixelBox, handle: Handle, to: PixelPoint, square: boolean): PixelBox {
  const fixed = { x: handle.x === 'x1' ? box.x2 : box.x1, y: handle.y === 'y1' ? box.y2 : box.y1 }
  const corner = square && handle.x !== null && handle.y !== null ? squareCorner(fixed, to) : to
  const x = handle.x === null ? [box.x1, box.x2] : [fixed.x, corner.x]
  const y = handle.y === null ? [box.y1, box.y2] : [fixed.y, corner.y]
  return { x1: Math.min(...x), y1: Math.min(...y), x2: Math.max(...x), y2: Math.max(...y) }
}
