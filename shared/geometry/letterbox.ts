import type { PixelBox, PixelPoint, Size } from './spaces.ts'

/** Where a picture lies in the square it is padded to: `side` and the offsets are pixels of the upright picture. */
export type Letterbox = { readonly side: number; readonly left: number; readonly top: number }

/**
 * The centred square of the long side. An odd difference leaves the extra pixel at the right or bottom: the offset is floored,
 * as Shikra's and LLaVA's square padding do.
 */
export function letterbox(size: Size): Letterbox {
  const side = Math.max(size.width, size.height)
  return { side, left: Math.floor((side - size.width) / 2), top: Math.floor((side - size.height) / 2) }
}

/** The padded square in pixels of the picture: it reaches beyond it on the short axis. */
export function squareArea(size: Size): PixelBox {
  const { side, left, top } = letterbox(size)
  return { x1: -left || 0, y1: -top || 0, x2: side - left, y2: side - top }
}

/** A point of the picture in units of the padded square; outside 0..1 only for points outside the square. Not clamped. */
export function toSquareUnit(box: Letterbox, point: PixelPoint): { readonly x: number; readonly y: number } {
  return { x: (point.x + box.left) / box.side, y: (point.y + box.top) / box.side }
}

/** The inverse of `toSquareUnit`, in pixels of the picture; points of the padding lie outside the picture. Not clamped. */
export function fromSquareUnit(box: Letterbox, unit: { readonly x: number; readonly y: number }): PixelPoint {
  return { x: unit.x * box.side - box.left, y: unit.y * box.side - box.top }
}
