import type { Shape } from '../dialogue/region.ts'
import type { Size } from '../geometry/spaces.ts'
import { mapShape } from './map-shape.ts'

/** True when a file gives a picture's size as it was before its EXIF orientation turned it. */
function isTurned(claimed: Size, real: Size, orientation: number): boolean {
  return orientation >= 5 && claimed.width === real.height && claimed.height === real.width
}

/**
 * A shape drawn on a picture of the claimed size, on the picture as it is: scaled on each axis, or turned as the picture's EXIF
 * orientation (1 to 8) turns it where the claimed size is the unturned one.
 */
export function fitShape(shape: Shape, claimed: Size, real: Size, orientation: number): Shape {
  const { width, height } = claimed
  if (!isTurned(claimed, real, orientation)) {
    return mapShape(shape, ({ x, y }) => ({ x: (x * real.width) / width, y: (y * real.height) / height }))
  }
  switch (orientation) {
    case 5:
      return mapShape(shape, ({ x, y }) => ({ x: y, y: x }))
    case 6:
      return mapShape(shape, ({ x, y }) => ({ x: height - y, y: x }))
    case 7:
      return mapShape(shape, ({ x, y }) => ({ x: height - y, y: width - x }))
    default:
      return mapShape(shape, ({ x, y }) => ({ x: y, y: width - x }))
  }
}
