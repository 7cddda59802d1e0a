import type { Shape } from '../dialogue/region.ts'
import type { Size } from '../geometry/spaces.ts'
import { assertNever } from '../result.ts'
import { mapShape } from './map-shape.ts'

/** What the numbers of a file of pixels may really be. `pixels` takes them as the format says. */
export const importFrames = ['pixels', 'unit', 'thousandths', 'padded'] as const
export type ImportFrame = (typeof importFrames)[number]

/** A shape whose numbers were read as pixels, in pixels of a picture of this size when they are in another frame. */
export function placeInFrame(shape: Shape, frame: ImportFrame, { width, height }: Size): Shape {
  switch (frame) {
    case 'pixels':
      return shape
    case 'unit':
      return mapShape(shape, ({ x, y }) => ({ x: x * width, y: y * height }))
    case 'thousandths':
      return mapShape(shape, ({ x, y }) => ({ x: (x / 1000) * width, y: (y / 1000) * height }))
    case 'padded': {
      const side = Math.max(width, height)
      const [left, top] = [(side - width) / 2, (side - height) / 2]
      return mapShape(shape, ({ x, y }) => ({ x: x * side - left, y: y * side - top }))
    }
    default:
      return assertNever(frame)
  }
}

/** Every coordinate of a shape; x and y take turns. */
export function coordinatesOf(shape: Shape): number[] {
  switch (shape.kind) {
    case 'point':
      return [shape.x, shape.y]
    case 'box':
      return [shape.x1, shape.y1, shape.x2, shape.y2]
    case 'polygon':
      return shape.points.flatMap(({ x, y }) => [x, y])
    default:
      return assertNever(shape)
  }
}

/**
 * The frames that numbers read as pixels may be in, the likeliest first. Only `pixels` where nothing speaks against it: fractions of 1 in
 * all of them speak for 0 to 1, numbers up to 1000 that leave small pictures for thousandths.
 */
export function possibleFrames(read: readonly { readonly shape: Shape; readonly size: Size }[]): ImportFrame[] {
  let largest = 0
  let isOutside = false
  let isFraction = false
  for (const { shape, size } of read) {
    for (const [index, value] of coordinatesOf(shape).entries()) {
      largest = Math.max(largest, Math.abs(value))
      if (value < -1 || value > (index % 2 === 0 ? size.width : size.height) + 1) isOutside = true
      if (!Number.isInteger(value)) isFraction = true
    }
  }
  if (read.length === 0) return ['pixels']
  if (largest <= 1 && isFraction) return ['unit', 'padded', 'pixels']
  if (isOutside && largest <= 1000) return ['thousandths', 'pixels']
  return ['pixels']
}
