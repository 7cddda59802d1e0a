import { roundHalfEven } from './rounding.ts'
import type { Size } from './spaces.ts'

/** Where the square that CLIP sees lies in a resized crop. */
export type ClipCrop = { readonly resized: Size; readonly left: number; readonly top: number }

/**
 * How CLIP's preprocessing fits a picture or crop: the shorter side to `side` pixels, the longer one cut to whole pixels, then the
 * centre square. A long thin crop loses its ends. No side may be 0.
 */
export function clipCrop(size: Size, side: number): ClipCrop {
  const isTall = size.height >= size.width
  const longer = Math.trunc((side * Math.max(size.width, size.height)) / Math.min(size.width, size.height))
  const resized = isTall ? { width: side, height: longer } : { width: longer, height: side }
  return { resized, left: roundHalfEven((resized.width - side) / 2), top: roundHalfEven((resized.height - side) / 2) }
}
