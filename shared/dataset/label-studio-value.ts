import type { PixelBox, Size } from '../geometry/spaces.ts'

/** A box as the `value` of a Label Studio result: percent of the picture, not turned. */
export function labelStudioValue(box: PixelBox, label: string, { width, height }: Size): Record<string, unknown> {
  return {
    x: (box.x1 / width) * 100,
    y: (box.y1 / height) * 100,
    width: ((box.x2 - box.x1) / width) * 100,
    height: ((box.y2 - box.y1) / height) * 100,
    rotation: 0,
    rectanglelabels: [label],
  }
}
