import type { DialectShape } from '../dialects/dialect.ts'
import { pythonFixed } from '../geometry/rounding.ts'
import type { Size } from '../geometry/spaces.ts'
import type { Corner } from './import/imported.ts'

type YoloShape =
  | Extract<DialectShape, { kind: 'box' }>
  | { readonly kind: 'polygon'; readonly points: readonly Corner[] }

/**
 * One line of a YOLO label file, without its end: the class number, then centre and size of a box, or an outline's corners, as six
 * decimals of the picture's size. `lastPixel` first moves corners to 0..width−1 and 0..height−1, as X-AnyLabeling does.
 */
export function yoloLine(shape: YoloShape, classNumber: number, size: Size, lastPixel = false): string {
  const held = (value: number, end: number): number => (lastPixel ? Math.min(Math.max(value, 0), end - 1) : value)
  const write = (numbers: readonly number[]): string =>
    `${classNumber} ${numbers.map((one) => pythonFixed(one, 6)).join(' ')}`
  const { width, height } = size
  if (shape.kind === 'polygon') {
    return write(shape.points.flatMap(([x, y]) => [held(x, width) / width, held(y, height) / height]))
  }
  const [x1, x2] = [held(shape.x1, width), held(shape.x2, width)]
  const [y1, y2] = [held(shape.y1, height), held(shape.y2, height)]
  return write([(x1 + x2) / 2 / width, (y1 + y2) / 2 / height, (x2 - x1) / width, (y2 - y1) / height])
}
