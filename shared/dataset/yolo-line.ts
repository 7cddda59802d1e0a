import type { DialectShape } from '../dialects/dialect.ts'
import { pythonFixed } from '../geometry/rounding.ts'
import type { Size } from '../geometry/spaces.ts'
import type { Corner } from './import/imported.ts'

type YoloShape =
  | Extract<DialectShape, { kind: 'box' }>
  | { readonly kind: 'polygon'; readonly points: readonly Corner[] }

function six(value: number): string {
  return pythonFixed(value, 6)
}

function hold(value: number, end: number): number {
  return Math.min(Math.max(value, 0), end - 1)
}

/**
 * What follows the class number in a line of a YOLO label file: centre and size of a box, or an outline's corners, as six decimals of the
 * picture's size. `lastPixel` first moves corners to 0..width−1 and 0..height−1, as X-AnyLabeling does.
 */
export function yoloNumbers(shape: YoloShape, size: Size, lastPixel = false): string {
  const { width, height } = size
  if (shape.kind === 'polygon') {
    const x = (value: number): string => six((lastPixel ? hold(value, width) : value) / width)
    const y = (value: number): string => six((lastPixel ? hold(value, height) : value) / height)
    return shape.points.map((corner) => `${x(corner[0])} ${y(corner[1])}`).join(' ')
  }
  let { x1, y1, x2, y2 } = shape
  if (lastPixel) {
    x1 = hold(x1, width)
    x2 = hold(x2, width)
    y1 = hold(y1, height)
    y2 = hold(y2, height)
  }
  return `${six((x1 + x2) / 2 / width)} ${six((y1 + y2) / 2 / height)} ${six((x2 - x1) / width)} ${six((y2 - y1) / height)}`
}

/** One whole line, without its end. */
export function yoloLine(shape: YoloShape, classNumber: number, size: Size, lastPixel = false): string {
  return `${classNumber} ${yoloNumbers(shape, size, lastPixel)}`
}
