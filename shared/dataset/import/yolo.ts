import { createImportLog } from './import-log.ts'
import type { Corner, Imported, ImportedRegion, ImportedShape } from './imported.ts'
import { plainNumber } from './plain-number.ts'

/**
 * What a line's numbers mean. `hbb`: centre and size; `seg`: outline, five numbers are a box; `obb`: four corners; `pose`: box, then key
 * points. `counts` goes by how many there are, where four corners could be an outline or a turned box.
 */
export type YoloLayout = 'hbb' | 'seg' | 'obb' | 'pose' | 'counts'

export type YoloPicture = {
  readonly file: string
  readonly width: number
  readonly height: number
  /** Names by class number. */
  readonly classes: readonly string[]
  readonly layout: YoloLayout
}

function cornersOf(numbers: readonly number[], { width, height }: YoloPicture): Corner[] {
  const corners: Corner[] = []
  for (let i = 0; i < numbers.length; i += 2) corners.push([(numbers[i] ?? 0) * width, (numbers[i + 1] ?? 0) * height])
  return corners
}

function boxOf([cx = 0, cy = 0, w = 0, h = 0]: readonly number[], { width, height }: YoloPicture): ImportedShape {
  return {
    kind: 'box',
    x1: (cx - w / 2) * width,
    y1: (cy - h / 2) * height,
    x2: (cx + w / 2) * width,
    y2: (cy + h / 2) * height,
  }
}

/** Shape and further fields of the numbers after the class, or null when they are too many or too few. */
function shapeOf(
  numbers: readonly number[],
  picture: YoloPicture,
): { shape: ImportedShape; fields?: Record<string, unknown> } | null {
  const { length } = numbers
  const isOutline = length >= 6 && length % 2 === 0
  switch (picture.layout) {
    case 'obb':
      return length === 8 ? { shape: { kind: 'quad', points: cornersOf(numbers, picture) } } : null
    case 'pose':
      if (length < 6) return null
      return { shape: boxOf(numbers, picture), fields: { keypoints: numbers.slice(4) } }
    case 'hbb':
      break
    case 'seg':
    case 'counts':
      if (isOutline) return { shape: { kind: 'polygon', points: cornersOf(numbers, picture), closed: true } }
      break
  }
  if (length === 5) return { shape: boxOf(numbers, picture), fields: { confidence: numbers[4] } }
  return length === 4 ? { shape: boxOf(numbers, picture) } : null
}

/**
 * Reads one label file of YOLO: a picture with a region per line, `class` and numbers of 0..1 of the picture's size. An empty text is a
 * picture without objects. Numbers beyond the picture are kept as they are, with a note. Reads any text without throwing.
 */
export function importYolo(text: string, picture: YoloPicture): Imported {
  const log = createImportLog()
  const regions: ImportedRegion[] = []
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    const place = `line ${index + 1}`
    const words = line.trim().split(/\s+/)
    if (line.trim() === '') continue
    if (words.length !== line.trim().split(' ').length) {
      log.noted(place, 'blanks', 'more than one blank between numbers: some readers break here')
    }
    const [number = null, ...numbers] = words.map(plainNumber)
    const known = numbers.filter((one) => one !== null)
    if (number === null || !Number.isInteger(number) || number < 0 || known.length !== numbers.length) {
      log.dropped(place, 'bad numbers', 'the line is not a class number and numbers')
      continue
    }
    const found = shapeOf(known, picture)
    if (found === null) {
      log.dropped(place, 'bad count', `${words.length} numbers do not fit the layout “${picture.layout}”`)
      continue
    }
    const label = picture.classes[number]
    if (label === undefined) log.noted(place, 'unknown class', `there is no name for class ${number}`)
    if (known.some((one) => one < 0 || one > 1)) log.noted(place, 'outside', 'a number is not within 0 and 1')
    if (picture.layout === 'counts' && known.length === 8) {
      log.noted(place, 'ambiguous', 'four corners: an outline, or a turned box')
    }
    const { shape } = found
    const [isEmpty, isNegative] =
      shape.kind === 'box' ? [known[2] === 0 || known[3] === 0, (known[2] ?? 0) < 0 || (known[3] ?? 0) < 0] : []
    if (isNegative === true) log.noted(place, 'negative size', 'the box has a negative size')
    if (isEmpty === true) log.noted(place, 'degenerate', 'the box has no width or no height')
    regions.push({
      ...found,
      label: label ?? '',
      ...(isEmpty === true ? { degenerate: true } : {}),
      ...(label === undefined ? { fields: { ...found.fields, class: number } } : {}),
    })
  }
  const { file, width, height } = picture
  return { pictures: [{ file, width, height, regions, dialogues: [] }], warnings: log.warnings }
}
