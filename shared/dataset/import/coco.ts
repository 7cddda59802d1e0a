import { polygonArea } from '../../geometry/polygon.ts'
import { type BoxList, type BoxStore, createBoxStore } from './box-store.ts'
import { clipBox } from './clip-box.ts'
import { readCocoMask } from './coco-mask.ts'
import { createImportLog, type ImportLog } from './import-log.ts'
import type { Corner, Imported, ImportedDialogue, ImportedPicture, ImportedShape } from './imported.ts'
import { asId, asList, asNumbers, asRecord, asSide, asText, otherFields } from './json-field.ts'
import { cornersBox, shapeBox } from './shape-box.ts'

type OpenPicture = Omit<ImportedPicture, 'regions'> & {
  readonly boxes: BoxList
  readonly dialogues: ImportedDialogue[]
}
type Json = Readonly<Record<string, unknown>>

const read = [
  'id',
  'image_id',
  'category_id',
  'bbox',
  'segmentation',
  'area',
  'iscrowd',
  'keypoints',
  'num_keypoints',
  'deixis_shape',
]

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

type Ring = Extract<ImportedShape, { kind: 'polygon' }>

/** The outline, where it is one polygon that encloses something: a region can be that. Several, and masks, are only kept as a box. */
function ringOf(outlines: readonly ImportedShape[]): Ring | null {
  const [ring] = outlines
  if (ring?.kind !== 'polygon' || outlines.length > 1) return null
  const area = polygonArea(ring.points.map(([x, y]) => ({ x, y })))
  return area > 0 && Number.isFinite(area) ? ring : null
}

/** Tools draw the box around the pixels that an outline touches: so much it may differ. */
const boxSlack = 1

/** The ring as a region, uncut; null when it lies wholly outside. What of the annotation's box and the picture does not fit it is in the log. */
function placeRing(
  ring: Ring,
  [x, y, width, height]: readonly [number, number, number, number],
  picture: OpenPicture,
  log: ImportLog,
  place: string,
  id: string | null,
): { readonly shape: Ring } | null {
  const around = cornersBox(ring.points)
  if (around === null) return null
  const [right, bottom] = [picture.width ?? Infinity, picture.height ?? Infinity]
  const isKnown = picture.width !== null || picture.height !== null
  if (isKnown && (around.x1 >= right || around.y1 >= bottom || around.x2 <= 0 || around.y2 <= 0)) {
    log.dropped(place, 'outside the image', 'the outline lies wholly outside the picture', id)
    return null
  }
  if (isKnown && (around.x1 < 0 || around.y1 < 0 || around.x2 > right || around.y2 > bottom)) {
    log.noted(place, 'outside', 'the outline leaves the picture', id)
  }
  const sides = [around.x1 - x, around.y1 - y, around.x2 - (x + width), around.y2 - (y + height)]
  if (sides.some((side) => Math.abs(side) > boxSlack)) {
    log.changed(place, 'box differs', 'the box is not the one around the outline, which alone is kept', id)
  }
  return { shape: ring }
}

/** What an annotation with a box and an outline of one ring becomes: its box with the outline beside it, or the ring itself. */
type CocoShape = 'box' | 'ring'

function readAnnotation(
  record: Json,
  picture: OpenPicture,
  store: BoxStore,
  log: ImportLog,
  place: string,
  as: CocoShape,
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
  const ring = as === 'ring' ? ringOf(outlines) : null
  const placed = ring === null ? clipBox(box, picture, log, place, id) : placeRing(ring, box, picture, log, place, id)
  if (placed === null) return
  const fields = otherFields(record, isCaption ? [...read, 'caption'] : read)
  const crowd = record.iscrowd === 1 || record.iscrowd === true ? { iscrowd: 1 } : {}
  const keypoints = asList(record.keypoints) === null ? {} : { keypoints: record.keypoints }
  const all = { ...crowd, ...keypoints, ...fields }
  if (record.iscrowd === 1 || record.iscrowd === true) log.noted(place, 'crowd', 'the box is around a group', id)
  store.addRegion(picture.boxes, asId(record.category_id), {
    ...placed,
    label: '',
    ...(outlines.length > 0 && ring === null ? { outlines } : {}),
    ...source,
    ...(Object.keys(all).length > 0 ? { fields: all } : {}),
  })
}

/** The place of the next annotation that says no more than a box: nearly all of a million are such. Null for others. */
function plainBox(record: Json): readonly [number, number, number, number] | null {
  let box: readonly number[] | null = null
  for (const name in record) {
    const value = record[name]
    switch (name) {
      case 'id':
      case 'image_id':
      case 'category_id':
      case 'area':
      case 'num_keypoints':
        break
      case 'bbox':
        box = Array.isArray(value) && value.length === 4 ? value : null
        break
      case 'segmentation':
        if (value !== null && !(Array.isArray(value) && value.length === 0)) return null
        break
      case 'iscrowd':
        if (value !== 0) return null
        break
      default:
        return null
    }
  }
  if (box === null) return null
  for (const side of box) if (typeof side !== 'number' || !(Math.abs(side) <= 1e100)) return null
  return box as unknown as readonly [number, number, number, number]
}

/** Reads a COCO file entry by entry, its lists in any order. */
export type CocoReader = {
  /** The entry with this place, from 0, in the list of this name; other lists are not read. */
  add(list: string, value: unknown, index: number): void
  /** The pictures, when everything was added, each made when it is asked for. Their places in the file are their places here. */
  end(): Iterable<ImportedPicture>
  /** After `end`: the names of the categories in the file's order, or null where annotations name others. */
  classes(): readonly string[] | null
}

/** A reader that writes into `log` what did not come over whole. Ids are compared as text; of two with the same id the first one counts. */
export function createCocoReader(log: ImportLog, as: CocoShape): CocoReader {
  const pictures = new Map<string, OpenPicture>()
  const categories = new Map<string, string>()
  const waiting: { readonly record: Json; readonly index: number }[] = []
  const store = createBoxStore()
  // Annotations of one picture mostly follow each other.
  let recent: { readonly id: unknown; readonly picture: OpenPicture } | null = null

  /** The entry and its id, when it is the first one with that id. */
  function identified(value: unknown, place: string, known: ReadonlyMap<string, unknown>): [Json, string] | null {
    const record = asRecord(value)
    const id = asId(record?.id)
    if (record === null || id === null) log.dropped(place, 'no id', 'the entry is no object with an id')
    else if (known.has(id)) log.dropped(place, 'id used twice', `an entry before has the id ${id}`, id)
    else return [record, id]
    return null
  }

  function addPicture(value: unknown, place: string): void {
    const [image, id] = identified(value, place, pictures) ?? []
    if (image === undefined || id === undefined) return
    const fields = otherFields(image, ['id', 'file_name', 'width', 'height'])
    pictures.set(id, {
      file: asText(image.file_name),
      width: asSide(image.width),
      height: asSide(image.height),
      sourceId: id,
      boxes: store.open(),
      dialogues: [],
      ...(fields === undefined ? {} : { fields }),
    })
    if (asText(image.file_name) === '') log.noted(`image ${id}`, 'no file name', 'the picture has no file name', id)
  }

  function pictureOf(record: Json): OpenPicture | null {
    const { image_id: id } = record
    if (recent !== null && recent.id === id) return recent.picture
    const picture = pictures.get(asId(id) ?? '')
    if (picture === undefined) return null
    recent = { id, picture }
    return picture
  }

  function addAnnotation(record: Json, picture: OpenPicture, index: number): void {
    const box = plainBox(record)
    if (box !== null) {
      const [x, y] = box
      const [x2, y2] = [x + box[2], y + box[3]]
      const isInside = x >= 0 && y >= 0 && x2 <= (picture.width ?? Infinity) && y2 <= (picture.height ?? Infinity)
      if (isInside && x2 > x && y2 > y) {
        store.addBox(picture.boxes, record.category_id, record.id, x, y, x2, y2)
        return
      }
    }
    readAnnotation(record, picture, store, log, `annotations[${index}]`, as)
  }

  function areKnown(): boolean {
    return store.categories().every((id) => id !== null && categories.has(id))
  }

  function noteUnknownCategories(): void {
    if (areKnown()) return
    for (const { boxes } of pictures.values()) {
      for (const { category, region } of store.read(boxes)) {
        if (category !== null && categories.has(category)) continue
        const place = `annotation ${region.sourceId ?? ''}`.trim()
        log.noted(place, 'unknown category', `there is no category ${category ?? ''}`)
      }
    }
  }

  return {
    add(list, value, index) {
      if (list === 'images') addPicture(value, `images[${index}]`)
      else if (list === 'categories') {
        const [category, id] = identified(value, `categories[${index}]`, categories) ?? []
        if (category !== undefined && id !== undefined) categories.set(id, asText(category.name))
      } else if (list === 'annotations') {
        const record = asRecord(value)
        if (record === null) {
          log.dropped(`annotations[${index}]`, 'not an object', 'the annotation is no object')
          return
        }
        const picture = pictureOf(record)
        if (picture === null) waiting.push({ record, index })
        else addAnnotation(record, picture, index)
      }
    },
    end() {
      for (const { record, index } of waiting) {
        const picture = pictureOf(record)
        if (picture !== null) addAnnotation(record, picture, index)
        else {
          const message = `there is no picture ${asId(record.image_id) ?? ''}`
          log.dropped(`annotations[${index}]`, 'unknown image', message, asId(record.id))
        }
      }
      waiting.length = 0
      noteUnknownCategories()
      return (function* () {
        for (const { boxes, ...picture } of pictures.values()) {
          const regions = store.regions(boxes, (category) => categories.get(category))
          yield { ...picture, regions }
        }
      })()
    },
    classes: () => (areKnown() ? [...categories.values()] : null),
  }
}

/**
 * Reads a COCO file (`instances`, `captions`, key points) that was parsed from JSON. `bbox` is left, top, width, height with edges
 * counted from zero; without one the box goes around the outlines. Boxes are cut at the picture's edge, with the source's numbers
 * beside them. Groups (`iscrowd`) carry `fields.iscrowd`. Reads anything without throwing.
 */
export function importCoco(json: unknown, as: CocoShape = 'box'): Imported {
  const log = createImportLog()
  const root = asRecord(json)
  if (root === null) {
    log.dropped('file', 'not COCO', 'the file is no object with images and annotations')
    return { pictures: [], warnings: log.warnings }
  }
  const reader = createCocoReader(log, as)
  for (const name of ['images', 'categories', 'annotations']) {
    const list = asList(root[name])
    const isMissing = root[name] === undefined && name !== 'annotations'
    if (list === null && !isMissing) log.dropped(name, 'not a list', `“${name}” is not a list`)
    for (const [index, one] of (list ?? []).entries()) reader.add(name, one, index)
  }
  return { pictures: [...reader.end()], warnings: log.warnings }
}
