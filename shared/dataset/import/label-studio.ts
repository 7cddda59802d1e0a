import { createImportLog, type ImportLog } from './import-log.ts'
import type { Imported, ImportedPicture, ImportedRegion } from './imported.ts'
import { asId, asList, asNumber, asRecord, asText, otherFields } from './json-field.ts'
import { readLabelStudioShape, regionKind } from './label-studio-shape.ts'

export type LabelStudioOptions = {
  /** The key of `data` that names the picture; the project's own choice. */
  readonly imageKey: string
  /** Which person's work is taken where several annotated a task: 0 is the first that was neither skipped nor cancelled. */
  readonly annotation: number
  /** Takes the machine's `predictions` instead of what people made. */
  readonly predictions: boolean
}

type Json = Readonly<Record<string, unknown>>
type Placed = { readonly result: Json; readonly place: string }
type Size = { readonly width: number | null; readonly height: number | null }

const read = 'id type from_name to_name original_width original_height image_rotation value'.split(' ')

function sizeOf(result: Json, fallback: Size): Size {
  const [width, height] = [asNumber(result.original_width), asNumber(result.original_height)]
  return width !== null && height !== null && width > 0 && height > 0 ? { width, height } : fallback
}

/** What the results of one id say besides the shape: texts, choices, labels of other controls. */
function attributesOf(others: readonly Placed[], log: ImportLog): Record<string, unknown> {
  return Object.fromEntries(
    others.flatMap(({ result, place }) => {
      const value = asRecord(result.value)
      // A text area's value is called by another name than its type.
      const said = value?.[result.type === 'textarea' ? 'text' : asText(result.type)]
      if (said !== undefined) return [[asText(result.from_name) || asText(result.type), said] as const]
      log.dropped(place, 'unknown result', `a result of type “${asText(result.type)}” is not read`, asId(result.id))
      return []
    }),
  )
}

/** Results of one id: one region where one of them has a shape. */
function readRegion(group: readonly Placed[], fallback: Size, log: ImportLog): ImportedRegion[] {
  const drawn = group.filter(({ result }) => regionKind(asText(result.type)) !== null)
  const others = group.filter((one) => !drawn.includes(one))
  const [first] = drawn
  if (first === undefined) return []
  const { result, place } = first
  const id = asId(result.id)
  const type = asText(result.type)
  const value = asRecord(result.value)
  const size = sizeOf(result, fallback)
  const drop = (code: string, message: string): ImportedRegion[] => {
    log.dropped(place, code, message, id)
    return []
  }
  for (const more of drawn.slice(1)) {
    log.noted(more.place, 'same region', 'a second result with a shape and the same id: only its labels are read', id)
  }
  if ((asNumber(result.image_rotation) ?? 0) !== 0)
    return drop('turned picture', 'the picture was turned while it was labelled')
  if (value === null) return drop('bad value', 'the result has no value')
  if (size.width === null || size.height === null)
    return drop('no size', 'neither the result nor the picture has a size')
  const shape = readLabelStudioShape(regionKind(type) ?? '', value, size.width, size.height)
  if (!shape.ok) return drop('bad shape', shape.error)
  const labels = drawn.flatMap((one) => asList(asRecord(one.result.value)?.[asText(one.result.type)]) ?? []).map(asText)
  const isEmpty = shape.value.kind === 'box' && (value.width === 0 || value.height === 0)
  if (isEmpty) log.noted(place, 'degenerate', 'the box has no width or no height', id)
  const attributes = { ...(labels.length > 1 ? { labels } : {}), ...attributesOf(others, log) }
  const fields = otherFields(result, read)
  return [
    {
      shape: shape.value,
      label: labels[0] ?? '',
      ...(id === null ? {} : { sourceId: id }),
      ...(isEmpty ? { degenerate: true as const } : {}),
      ...(Object.keys(attributes).length > 0 ? { attributes } : {}),
      ...(fields === undefined ? {} : { fields }),
    },
  ]
}

/** The results of a list in groups of one id, with their places; what is no result is in the log. */
function groupsOf(list: readonly unknown[], place: string, log: ImportLog): Placed[][] {
  const groups = new Map<string, Placed[]>()
  for (const [index, one] of list.entries()) {
    const at = `${place}[${index}]`
    const result = asRecord(one)
    if (result === null) {
      log.dropped(at, 'not an object', 'the result is no object')
      continue
    }
    // Results without an id stand for themselves; the blank cannot start an id of theirs.
    const key = asId(result.id) ?? ` ${index}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [{ result, place: at }])
    else group.push({ result, place: at })
  }
  return [...groups.values()]
}

/** The list of results that the options choose, with its place; null when the task has none. */
function chosen(task: Json, place: string, options: LabelStudioOptions, log: ImportLog) {
  const name = options.predictions ? 'predictions' : 'annotations'
  const made = (asList(task[name]) ?? []).flatMap((one, index) => {
    const record = asRecord(one)
    const at = `${place}.${name}[${index}]`
    if (record === null) log.dropped(at, 'not an object', 'the annotation is no object')
    else if (record.was_cancelled === true || record.skipped === true)
      log.noted(at, 'cancelled', 'it was skipped or cancelled')
    else return [{ record, at }]
    return []
  })
  for (const [index, { at }] of made.entries()) {
    if (index !== options.annotation) log.changed(at, 'other annotator', 'another annotation of the task was chosen')
  }
  const other = asList(task[options.predictions ? 'annotations' : 'predictions'])?.length ?? 0
  if (other > 0)
    log.dropped(place, 'other kind', `${other} ${options.predictions ? 'annotations' : 'predictions'} left out`)
  return made[options.annotation] ?? null
}

function readTask(task: Json, place: string, options: LabelStudioOptions, log: ImportLog): ImportedPicture {
  const file = asText(asRecord(task.data)?.[options.imageKey])
  if (file === '') log.noted(`${place}.data`, 'no file name', `data has no “${options.imageKey}”`)
  const choice = chosen(task, place, options, log)
  const groups = choice === null ? [] : groupsOf(asList(choice.record.result) ?? [], `${choice.at}.result`, log)
  const all = groups.flat()
  const size = all
    .map(({ result }) => sizeOf(result, { width: null, height: null }))
    .find(({ width }) => width !== null)
  const fallback = size ?? { width: null, height: null }
  const regions: ImportedRegion[] = []
  const said: Placed[] = []
  for (const group of groups) {
    const relations = group.filter(({ result }) => result.type === 'relation')
    for (const { place: at } of relations) log.dropped(at, 'relation', 'relations between regions are not read')
    const rest = group.filter((one) => !relations.includes(one))
    if (rest.some(({ result }) => regionKind(asText(result.type)) !== null))
      regions.push(...readRegion(rest, fallback, log))
    else said.push(...rest)
  }
  const id = asId(task.id)
  const fields = attributesOf(said, log)
  return {
    file,
    ...fallback,
    ...(id === null ? {} : { sourceId: id }),
    regions,
    dialogues: [],
    ...(Object.keys(fields).length > 0 ? { fields } : {}),
  }
}

/**
 * Reads a JSON export of Label Studio that was parsed: a picture per task, a region per id, from percent to pixels of the size that the
 * results state. Values of other controls become attributes of the region with the same id, or fields of the picture. `file` is the
 * project's URL as it stands. Reads anything without throwing.
 */
export function importLabelStudio(json: unknown, options: LabelStudioOptions): Imported {
  const log = createImportLog()
  const tasks = asList(json)
  if (tasks === null) log.dropped('file', 'not a list', 'the file is not a list of tasks')
  const pictures = (tasks ?? []).flatMap((one, index) => {
    const task = asRecord(one)
    if (task !== null) return [readTask(task, `[${index}]`, options, log)]
    log.dropped(`[${index}]`, 'not an object', 'the task is no object')
    return []
  })
  return { pictures, warnings: log.warnings }
}
