import type { PixelBox, Size } from '../geometry/spaces.ts'

/** A share as percent. Eleven decimals: far below a millionth of a pixel, and the same again when it is read and written. */
export function percent(share: number): number {
  return Math.round(share * 1e13) / 1e11
}

/** A box as the `value` of a Label Studio result: percent of the picture, not turned. */
export function labelStudioValue(box: PixelBox, label: string, { width, height }: Size): Record<string, unknown> {
  return {
    x: percent(box.x1 / width),
    y: percent(box.y1 / height),
    width: percent((box.x2 - box.x1) / width),
    height: percent((box.y2 - box.y1) / height),
    rotation: 0,
    rectanglelabels: [label],
  }
}
