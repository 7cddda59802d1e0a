import { clipBox } from './clip-box.ts'
import { readCocoMask } from './coco-mask.ts'
import { createImportLog, type ImportLog } from './import-log.ts'
import type { Corner, Imported, ImportedDialogue, ImportedPicture, ImportedRegion, ImportedShape } from './imported.ts'
import { asId, asList, asNumbers, asRecord, asSide, asText, otherFields } from './json-field.ts'
import { cornersBox, shapeBox } from './shape-box.ts'

type OpenPicture = ImportedPicture & { readonly regions: ImportedRegion[]; readonly dialogues: ImportedDialogue[] }

const read = ['id', 'image_id', 'category_id', 'bbox', 'segmentation', 'area', 'iscrowd', 'keypoints', 'num_keypoints']

/** Lists of a COCO file by their ids. Ids are compared as text; of two with the same id the first one counts. */
function byId(value: unknown, name: string, log: ImportLog): Map<string, Readonly<Record<string, unknown>>> {
  const found = new Map<string, Readonly<Record<string, unknown>>>()
  const list = asList(value)
  if (list === null && value !== undefined) log.dropped(name, 'not a list', `“${name}” is not a list`)
  for (const [index, one] of (list ?? []).entries()) {
    const record = asRecord(one)
    const id = asId(record?.id)
    const place = `${name}[${index}]`
    if (record === null || id === null) log.dropped(place, 'no id', 'the entry is no object with an id')
    else if (found.has(id)) log.dropped(place, 'id used twice', `an entry before has the id ${id}`, id)
    else found.set(id, record)
  }
  return found
}

function polygonOf(value: unknown): ImportedShape | null {
  const numbers = asNumbers(value)
  if (numbers === null || numbers.length < 6 || numbers.length % 2 === 1) return null
  const points: Corner[] = []
  for (let i = 0; i < numbers.length; i += 2) points.push([numbers[i] ?? 0, numbers[i + 1] ?? 0])
  return { kind: 'polygon', points, closed: true }
}

/** The polygons or the mask of an annotation; what can not be read is in the log. */
function outlinesOf(value: unknown, log: ImportLog, place: string, id: string | null): ImportedShape[] {
  if (value === undefined || value === null) return []
  const list = asList(value)
  if (list === null) {
    const mask = readCocoMask(value)
    if (mask.ok) return [{ kind: 'mask', mask: mask.value }]
    log.dropped(`${place}.segmentation`, 'bad mask', mask.error, id)
    return []
  }
  return list.flatMap((one, index) => {
    const polygon = polygonOf(one)
    if (polygon !== null) return [polygon]
    log.dropped(`${place}.segmentation[${index}]`, 'bad polygon', 'not a list of three or more x, y', id)
    return []
  })
}

/** Left, top, width, height around the outlines, or null when there is nothing to go around. */
function boxAround(outlines: readonly ImportedShape[]): [number, number, number, number] | null {
  const boxes = outlines.map(shapeBox).filter((box) => box !== null)
  const all = cornersBox(
    boxes.flatMap(({ x1, y1, x2, y2 }): Corner[] => [
      [x1, y1],
      [x2, y2],
    ]),
  )
  return all === null ? null : [all.x1, all.y1, all.x2 - all.x1, all.y2 - all.y1]
}

function readAnnotation(
  record: Readonly<Record<string, unknown>>,
  picture: OpenPicture,
  categories: Map<string, Readonly<Record<string, unknown>>>,
  log: ImportLog,
  place: string,
): void {
  const id = asId(record.id)
  const source = id === null ? {} : { sourceId: id }
  const isCaption = typeof record.caption === 'string'
  if (isCaption) {
    const parts = [{ kind: 'text' as const, text: asText(record.caption) }]
    picture.dialogues.push({ kind: 'caption', turns: [{ role: 'assistant', parts }], ...source })
    if (record.bbox === undefined && record.segmentation === undefined) return
  }
  const outlines = outlinesOf(record.segmentation, log, place, id)
  const given = asNumbers(record.bbox, 4)
  if (given === null && asList(record.bbox)?.length !== 0 && record.bbox !== undefined && record.bbox !== null) {
    log.dropped(`${place}.bbox`, 'bad box', 'not a list of four numbers', id)
    if (outlines.length === 0) return
  }
  const box =
    given === null
      ? boxAround(outlines)
      : ([given[0], given[1], given[2], given[3]] as [number, number, number, number])
  if (box === null) {
    log.dropped(place, 'no geometry', 'the annotation has neither a box nor an outline', id)
    return
  }
  const placed = clipBox(box, picture, log, place, id)
  if (placed === null) return
  const category = asId(record.category_id)
  const known = category === null ? undefined : categories.get(category)
  if (known === undefined) log.noted(place, 'unknown category', `there is no category ${category ?? ''}`, id)
  const fields = otherFields(record, isCaption ? [...read, 'caption'] : read)
  const crowd = record.iscrowd === 1 || record.iscrowd === true ? { iscrowd: 1 } : {}
  const keypoints = asList(record.keypoints) === null ? {} : { keypoints: record.keypoints }
  const all = { ...crowd, ...keypoints, ...fields }
  picture.regions.push({
    ...placed,
    label: asText(known?.name),
    ...(outlines.length > 0 ? { outlines } : {}),
    ...source,
    ...(Object.keys(all).length > 0 ? { fields: all } : {}),
  })
}

/**
 * Reads a COCO file (`instances`, `captions`, key points) that was parsed from JSON. `bbox` is left, top, width, height with edges
 * counted from zero; without one the box goes around the outlines. Boxes are cut at the picture's edge, with the source's numbers
 * beside them. Groups (`iscrowd`) carry `fields.iscrowd`. Reads anything without throwing.
 */
export function importCoco(json: unknown): Imported {
  const log = createImportLog()
  const root = asRecord(json)
  if (root === null) {
    log.dropped('file', 'not COCO', 'the file is no object with images and annotations')
    return { pictures: [], warnings: log.warnings }
  }
  const pictures = new Map<string, OpenPicture>()
  for (const [id, image] of byId(root.images, 'images', log)) {
    const fields = otherFields(image, ['id', 'file_name', 'width', 'height'])
    pictures.set(id, {
      file: asText(image.file_name),
      width: asSide(image.width),
      height: asSide(image.height),
      sourceId: id,
      regions: [],
      dialogues: [],
      ...(fields === undefined ? {} : { fields }),
    })
    if (asText(image.file_name) === '') log.noted(`image ${id}`, 'no file name', 'the picture has no file name', id)
  }
  const categories = byId(root.categories, 'categories', log)
  const annotations = asList(root.annotations)
  if (annotations === null) log.dropped('annotations', 'not a list', 'the file has no list of annotations')
  for (const [index, one] of (annotations ?? []).entries()) {
    const place = `annotations[${index}]`
    const record = asRecord(one)
    if (record === null) {
      log.dropped(place, 'not an object', 'the annotation is no object')
      continue
    }
    const picture = pictures.get(asId(record.image_id) ?? '')
    if (picture === undefined) {
      log.dropped(place, 'unknown image', `there is no picture ${asId(record.image_id) ?? ''}`, asId(record.id))
    } else readAnnotation(record, picture, categories, log, place)
  }
  return { pictures: [...pictures.values()], warnings: log.warnings }
}
