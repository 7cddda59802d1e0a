import { createImportLog, type ImportLog } from './import-log.ts'
import type { Corner, Imported, ImportedRegion, ImportedShape } from './imported.ts'
import { plainNumber } from './plain-number.ts'
import { type XmlElement, xmlChild, xmlChildren, xmlText } from './xml-element.ts'

/** How corners are counted: `edges` from zero, as most tools write them, or `pixels`, the original 1-based inclusive ones. */
export type VocCorners = 'edges' | 'pixels'

/** The number in a child, or null. */
function numberIn(element: XmlElement | null, name: string): number | null {
  return element === null ? null : plainNumber(xmlText(element, name) ?? '')
}

function boxOf(element: XmlElement, corners: VocCorners): (ImportedShape & { readonly kind: 'box' }) | null {
  const [x1, y1, x2, y2] = ['xmin', 'ymin', 'xmax', 'ymax'].map((name) => numberIn(element, name))
  if (x1 == null || y1 == null || x2 == null || y2 == null) return null
  const first = corners === 'pixels' ? 1 : 0
  return { kind: 'box', x1: x1 - first, y1: y1 - first, x2, y2 }
}

/** `x1`, `y1`, `x2`, `y2` … in any order; null when one of a pair is missing or fewer than three pairs stand there. */
function polygonOf(element: XmlElement, corners: VocCorners): ImportedShape | null {
  const numbers = new Map(element.children.map((child) => [child.name, plainNumber(child.text)]))
  const first = corners === 'pixels' ? 1 : 0
  const points: Corner[] = []
  for (let n = 1; n <= Math.ceil(element.children.length / 2); n++) {
    const [x, y] = [numbers.get(`x${n}`), numbers.get(`y${n}`)]
    if (x == null || y == null) return null
    points.push([x - first, y - first])
  }
  return points.length < 3 ? null : { kind: 'polygon', points, closed: true }
}

const read = ['name', 'bndbox', 'polygon', 'robndbox', 'part']

function readObject(object: XmlElement, place: string, corners: VocCorners, log: ImportLog): ImportedRegion | null {
  const drop = (code: string, message: string): null => {
    log.dropped(place, code, message)
    return null
  }
  const difficult = xmlText(object, 'difficult')
  if (difficult !== null && !Number.isInteger(plainNumber(difficult))) {
    return drop('bad difficult', `“difficult” is not a whole number but “${difficult}”`)
  }
  const [bounds, outline] = [xmlChild(object, 'bndbox'), xmlChild(object, 'polygon')]
  if (xmlChild(object, 'robndbox') !== null) log.dropped(place, 'turned box', 'the turned box (robndbox) is not read')
  if (xmlChild(object, 'part') !== null) log.dropped(place, 'parts', 'the parts of the object are not read')
  if (bounds === null && outline === null) return drop('no geometry', 'the object has neither a box nor an outline')
  const box = bounds === null ? null : boxOf(bounds, corners)
  const polygon = outline === null ? null : polygonOf(outline, corners)
  if (bounds !== null && box === null) return drop('bad box', 'a corner of the box is missing or no number')
  if (outline !== null && polygon === null) log.dropped(place, 'bad polygon', 'the outline is not x1, y1, x2, y2 …')
  const shape = box ?? polygon
  if (shape === null) return null
  const isEmpty = box !== null && (box.x1 === box.x2 || box.y1 === box.y2)
  if (isEmpty) log.noted(place, 'degenerate', 'the box has no width or no height')
  if (box !== null && (box.x1 > box.x2 || box.y1 > box.y2)) log.noted(place, 'swapped', 'the box’s corners are swapped')
  const label = xmlText(object, 'name')
  if (label === null) log.noted(place, 'no name', 'the object has no name')
  const fields = object.children
    .filter((child) => !read.includes(child.name) && child.text.trim() !== '')
    .map((child) => [child.name, child.text] as const)
  return {
    shape,
    label: label ?? '',
    ...(box !== null && polygon !== null ? { outlines: [polygon] } : {}),
    ...(isEmpty ? { degenerate: true as const } : {}),
    ...(fields.length > 0 ? { fields: Object.fromEntries(fields) } : {}),
  }
}

/**
 * Reads one Pascal VOC file: its picture and objects. The file does not say how it counts corners, so whoever imports does. Corners stay
 * in the order of the source, with a note when they are swapped; parts of objects are named in the log, not mixed up with them.
 */
export function importVoc(root: XmlElement, corners: VocCorners): Imported {
  const log = createImportLog()
  if (root.name !== 'annotation') log.noted('file', 'not VOC', `the file is <${root.name}>, not <annotation>`)
  const size = xmlChild(root, 'size')
  const [width, height] = [numberIn(size, 'width'), numberIn(size, 'height')]
  if (width === null || height === null) log.noted('size', 'no size', 'the file does not say the picture’s size')
  const regions = xmlChildren(root, 'object').flatMap((object, index) => {
    const region = readObject(object, `object ${index + 1}, line ${object.line}`, corners, log)
    return region === null ? [] : [region]
  })
  const file = (xmlText(root, 'filename') ?? '').trim()
  if (file === '') log.noted('filename', 'no file name', 'the file does not name its picture')
  return { pictures: [{ file, width, height, regions, dialogues: [] }], warnings: log.warnings }
}
