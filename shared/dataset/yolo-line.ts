import type { DialectShape } from '../dialects/dialect.ts'
import { pythonFixed } from '../geometry/rounding.ts'
import type { Size } from '../geometry/spaces.ts'
import type { Corner } from './import/imported.ts'

type YoloShape =
  | Extract<DialectShape, { kind: 'box' }>
  | { readonly kind: 'polygon'; readonly points: readonly Corner[] }

/**
 * What follows the class number in a line of a YOLO label file: centre and size of a box, or an outline's corners, as six decimals of the
 * picture's size. `lastPixel` first moves corners to 0..width−1 and 0..height−1, as X-AnyLabeling does.
 */
export function yoloNumbers(shape: YoloShape, size: Size, lastPixel = false): string {
  const held = (value: number, end: number): number => (lastPixel ? Math.min(Math.max(value, 0), end - 1) : value)
  const six = (value: number): string => pythonFixed(value, 6)
  const { width, height } = size
  if (shape.kind === 'polygon') {
    return shape.points.map(([x, y]) => `${six(held(x, width) / width)} ${six(held(y, height) / height)}`).join(' ')
  }
  const [x1, x2] = [held(shape.x1, width), held(shape.x2, width)]
  const [y1, y2] = [held(shape.y1, height), held(shape.y2, height)]
  return `${six((x1 + x2) / 2 / width)} ${six((y1 + y2) / 2 / height)} ${six((x2 - x1) / width)} ${six((y2 - y1) / height)}`
}

/** One whole line, without its end. */
export function yoloLine(shape: YoloShape, classNumber: number, size: Size, lastPixel = false): string {
  return `${classNumber} ${yoloNumbers(shape, size, lastPixel)}`
}
