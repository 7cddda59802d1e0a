import type { PixelBox, PixelPoint, Size, StagePoint } from '../../shared/geometry/spaces.ts'

/** Where the picture lies on the stage: stage = pixel · scale + offset. `scale` is screen pixels per picture pixel. */
export type Viewport = { readonly scale: number; readonly x: number; readonly y: number }

/** 5 % and 3200 %. */
const minScale = 0.05
const maxScale = 32

const fitMargin = 16

function boundedScale(scale: number): number {
  return Math.min(maxScale, Math.max(minScale, scale))
}

export function toStage(view: Viewport, point: PixelPoint): StagePoint {
  return { x: point.x * view.scale + view.x, y: point.y * view.scale + view.y }
}

export function toImage(view: Viewport, point: StagePoint): PixelPoint {
  return { x: (point.x - view.x) / view.scale, y: (point.y - view.y) / view.scale }
}

/** Zooms by `factor` within the limits; the picture's point under `anchor` stays under it. */
export function zoomedAt(view: Viewport, anchor: StagePoint, factor: number): Viewport {
  const scale = boundedScale(view.scale * factor)
  const point = toImage(view, anchor)
  return { scale, x: anchor.x - point.x * scale, y: anchor.y - point.y * scale }
}

export function pannedBy(view: Viewport, dx: number, dy: number): Viewport {
  return { ...view, x: view.x + dx, y: view.y + dy }
}

/** Shows `box` whole and centred, with a margin; scaled up or down within the limits and never above `largest`. */
export function viewOfBox(box: PixelBox, area: Size, largest = maxScale): Viewport {
  const width = Math.max(1, area.width - 2 * fitMargin)
  const height = Math.max(1, area.height - 2 * fitMargin)
  const fitting = Math.min(width / Math.max(1e-6, box.x2 - box.x1), height / Math.max(1e-6, box.y2 - box.y1))
  return viewAround({ x: (box.x1 + box.x2) / 2, y: (box.y1 + box.y2) / 2 }, area, Math.min(largest, fitting))
}

/** Puts a point of the picture into the middle of the stage. */
export function viewAround(point: PixelPoint, area: Size, scale: number): Viewport {
  const bounded = boundedScale(scale)
  return { scale: bounded, x: area.width / 2 - point.x * bounded, y: area.height / 2 - point.y * bounded }
}

/** The least movement of the view that shows `box`; centred when it is larger than the stage. */
export function viewRevealing(view: Viewport, box: PixelBox, area: Size): Viewport {
  const a = toStage(view, { x: box.x1, y: box.y1 })
  const b = toStage(view, { x: box.x2, y: box.y2 })
  return pannedBy(view, slide(a.x, b.x, area.width), slide(a.y, b.y, area.height))
}

function slide(low: number, high: number, length: number): number {
  if (high - low > length - 2 * fitMargin) {
    const visible = low < length - fitMargin && high > fitMargin
    return visible ? 0 : length / 2 - (low + high) / 2
  }
  if (low < fitMargin) return fitMargin - low
  return high > length - fitMargin ? length - fitMargin - high : 0
}
