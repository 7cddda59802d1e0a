import { err, ok, type Result } from '../../result.ts'
import type { Corner, ImportedShape } from './imported.ts'
import { createMask } from './mask.ts'
import { plainNumber } from './plain-number.ts'
import { rotateCorners } from './rotate-corners.ts'
import type { XmlElement } from './xml-element.ts'

/** The attributes as numbers, or null when one is missing or none. */
function numbersOf(element: XmlElement, names: readonly string[]): number[] | null {
  const numbers = names.map((name) => plainNumber(element.attributes.get(name) ?? ''))
  const known = numbers.filter((one) => one !== null)
  return known.length === numbers.length ? known : null
}

/** Degrees clockwise; 0 when the element does not say. */
function rotationOf(element: XmlElement): number | null {
  return element.attributes.has('rotation') ? plainNumber(element.attributes.get('rotation') ?? '') : 0
}

/** `x,y;x,y`, or null. */
function cornersOf(element: XmlElement): Corner[] | null {
  const corners: Corner[] = []
  for (const pair of (element.attributes.get('points') ?? '').split(';')) {
    const numbers = pair.split(',').map(plainNumber)
    const [x, y] = numbers
    if (numbers.length !== 2 || x == null || y == null) return null
    corners.push([x, y])
  }
  return corners
}

function boxOf(element: XmlElement): Result<ImportedShape[], string> {
  const numbers = numbersOf(element, ['xtl', 'ytl', 'xbr', 'ybr'])
  const rotation = rotationOf(element)
  if (numbers === null || rotation === null) return err('a corner or the rotation is missing or no number')
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = numbers
  if (rotation === 0) return ok([{ kind: 'box', x1, y1, x2, y2 }])
  const corners: Corner[] = [
    [x1, y1],
    [x2, y1],
    [x2, y2],
    [x1, y2],
  ]
  return ok([{ kind: 'quad', points: rotateCorners(corners, [(x1 + x2) / 2, (y1 + y2) / 2], rotation) }])
}

function maskOf(element: XmlElement): Result<ImportedShape[], string> {
  const frame = numbersOf(element, ['left', 'top', 'width', 'height'])
  const runs = (element.attributes.get('rle') ?? '').split(',').map(plainNumber)
  const known = runs.filter((run) => run !== null)
  if (frame === null || known.length !== runs.length) return err('the mask’s frame or runs are missing or no numbers')
  const [left = 0, top = 0, width = 0, height = 0] = frame
  const mask = createMask({ left, top, width, height, order: 'rows', runs: known })
  return mask.ok ? ok([{ kind: 'mask', mask: mask.value }]) : mask
}

/** The shapes of one element of CVAT's XML (several for `points`), or why it has none. A turned box is turned about its centre. */
export function readCvatShape(element: XmlElement): Result<ImportedShape[], string> {
  switch (element.name) {
    case 'box':
      return boxOf(element)
    case 'mask':
      return maskOf(element)
    case 'ellipse': {
      const numbers = numbersOf(element, ['cx', 'cy', 'rx', 'ry'])
      const rotation = rotationOf(element)
      if (numbers === null || rotation === null) return err('a number of the ellipse is missing or none')
      const [cx = 0, cy = 0, rx = 0, ry = 0] = numbers
      return ok([{ kind: 'ellipse', cx, cy, rx, ry, rotation }])
    }
    case 'points':
    case 'polygon':
    case 'polyline': {
      const points = cornersOf(element)
      if (points === null) return err('points are not x,y;x,y …')
      if (element.name === 'points') return ok(points.map(([x, y]) => ({ kind: 'point', x, y })))
      const least = element.name === 'polygon' ? 3 : 2
      if (points.length < least) return err(`a ${element.name} of ${points.length} points`)
      return ok([{ kind: 'polygon', points, closed: element.name === 'polygon' }])
    }
    default:
      return err(`<${element.name}> is not read`)
  }
}
