import { err, ok, type Result } from '../../result.ts'
import { readBrushMask } from './brush-mask.ts'
import type { Corner, ImportedShape } from './imported.ts'
import { asCorners, asNumber, asNumbers } from './json-field.ts'
import { rotateCorners } from './rotate-corners.ts'

type Value = Readonly<Record<string, unknown>>

/** The kind of region behind a result's type: `rectanglelabels` and `rectangle` are the same. */
export function regionKind(type: string): string | null {
  const kind = type.endsWith('labels') ? type.slice(0, -'labels'.length) : type
  return ['rectangle', 'polygon', 'keypoint', 'ellipse', 'brush'].includes(kind) ? kind : null
}

function numbersOf(value: Value, names: readonly string[]): number[] | null {
  return asNumbers(names.map((name) => value[name]))
}

/** Degrees clockwise, 0 when the value does not say; null when it is no number. */
function rotationOf(value: Value): number | null {
  return value.rotation === undefined || value.rotation === null ? 0 : asNumber(value.rotation)
}

/**
 * The shape of one value of Label Studio, from percent of the picture to pixels, or why it has none. A turned rectangle is turned
 * clockwise about its top-left corner.
 */
export function readLabelStudioShape(
  kind: string,
  value: Value,
  width: number,
  height: number,
): Result<ImportedShape, string> {
  const [sx, sy] = [width / 100, height / 100]
  const rotation = rotationOf(value)
  if (rotation === null) return err('the rotation is no number')
  switch (kind) {
    case 'rectangle': {
      const numbers = numbersOf(value, ['x', 'y', 'width', 'height'])
      if (numbers === null) return err('x, y, width and height are not four numbers')
      const [x = 0, y = 0, w = 0, h = 0] = numbers
      const [x1, y1, x2, y2] = [x * sx, y * sy, (x + w) * sx, (y + h) * sy]
      if (rotation === 0) return ok({ kind: 'box', x1, y1, x2, y2 })
      const corners: Corner[] = [
        [x1, y1],
        [x2, y1],
        [x2, y2],
        [x1, y2],
      ]
      return ok({ kind: 'quad', points: rotateCorners(corners, [x1, y1], rotation) })
    }
    case 'polygon': {
      const points = asCorners(value.points)
      if (points === null || points.length < 2) return err('points are not a list of [x, y]')
      const closed = value.closed !== false
      return ok({ kind: 'polygon', points: points.map(([x, y]) => [x * sx, y * sy]), closed })
    }
    case 'keypoint': {
      const numbers = numbersOf(value, ['x', 'y'])
      if (numbers === null) return err('x and y are not numbers')
      return ok({ kind: 'point', x: (numbers[0] ?? 0) * sx, y: (numbers[1] ?? 0) * sy })
    }
    case 'ellipse': {
      const numbers = numbersOf(value, ['x', 'y', 'radiusX', 'radiusY'])
      if (numbers === null) return err('x, y, radiusX and radiusY are not four numbers')
      const [x = 0, y = 0, rx = 0, ry = 0] = numbers
      return ok({ kind: 'ellipse', cx: x * sx, cy: y * sy, rx: rx * sx, ry: ry * sy, rotation })
    }
    default: {
      const bytes = asNumbers(value.rle)
      if (value.format !== 'rle' || bytes === null) return err('the brush is not a list of bytes in the format “rle”')
      const mask = readBrushMask(bytes, width, height)
      return mask.ok ? ok({ kind: 'mask', mask: mask.value }) : mask
    }
  }
}
