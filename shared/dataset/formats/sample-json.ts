import type { ReportLine } from '../../api/dataset.ts'
import type { ImageFile } from '../../dialogue/image.ts'
import type { Region } from '../../dialogue/region.ts'
import type { ImportedShape } from '../import/imported.ts'
import { asList, asNumber, asNumbers, asRecord, asSide, asText, parseJson } from '../import/json-field.ts'
import type { Draft, DraftPart, DraftRegion, DraftTurn } from '../make-record.ts'
import { reportOn } from '../report.ts'
import type { DialogueSource } from '../source.ts'
import { groundedText, partsOfGrounded } from './grounded-text.ts'
import type { WebDatasetJson } from './webdataset-sample.ts'

const mark = '<image>'

/** A dialogue as the JSON of a sample: words with a mark for each picture, regions in pixels as JSON in a text. */
export type SampleJson = WebDatasetJson & {
  readonly images: readonly { readonly width: number; readonly height: number; readonly file: string }[]
}

/** One region with the words that name it: mention of the dialogue, message, start, end, and its place among several of a mention. */
type SampleRegion = Readonly<Record<string, unknown>>

function regionJson({ shape, label }: Region, image: number, mentions: readonly (readonly number[])[]): SampleRegion {
  const drawn = shape.kind === 'polygon' ? { kind: shape.kind, points: shape.points.map(({ x, y }) => [x, y]) } : shape
  return { ...drawn, ...(label === '' ? {} : { label }), ...(image === 0 ? {} : { image }), mentions }
}

/** Every picture has its mark: those that no turn shows come in front of the first question. */
function withAllMarks(source: DialogueSource): DialogueSource['turns'] {
  const shown = new Set(
    source.turns.flatMap((turn) => turn.parts.flatMap((part) => (part.kind === 'image' ? [part.imageId] : []))),
  )
  const unshown = source.images.filter(({ id }) => !shown.has(id))
  const first = source.turns.find(({ role }) => role === 'user') ?? source.turns[0]
  if (unshown.length === 0) return source.turns
  return source.turns.map((turn) =>
    turn === first
      ? { ...turn, parts: [...unshown.map(({ id }) => ({ kind: 'image' as const, imageId: id })), ...turn.parts] }
      : turn,
  )
}

/** Pictures in the order of their marks, since marks pair with pictures by order; one that is shown twice comes twice. */
function picturesInOrder(source: DialogueSource, turns: DialogueSource['turns']): ImageFile[] {
  return turns.flatMap((turn) =>
    turn.parts.flatMap((part) =>
      part.kind === 'image' ? (source.images.find(({ id }) => id === part.imageId) ?? []) : [],
    ),
  )
}

/** The JSON of a dialogue's sample with its pictures in the order of the marks, and what is wrong with it. */
export function sampleJson(
  source: DialogueSource,
  fileOf: (image: ImageFile) => string,
): { readonly json: SampleJson; readonly pictures: readonly ImageFile[]; readonly report: readonly ReportLine[] } {
  const report: ReportLine[] = []
  const turns = withAllMarks(source)
  const pictures = picturesInOrder(source, turns)
  const mentions = new Map<string, number[][]>()
  let nth = 0
  const messages = turns.map((turn, message) => {
    const typed = turn.parts.some((part) => part.kind === 'text' && part.text.includes(mark))
    if (typed) {
      const text = 'The text holds “<image>”, which loaders take for a picture.'
      report.push(reportOn(source, 'error', 'placeholder', text, turn.id))
    }
    const { text, spans } = groundedText(turn, source.regions, mark)
    for (const { start, end, regions } of spans) {
      for (const [at, { id }] of regions.entries()) {
        const list = mentions.get(id) ?? []
        mentions.set(id, list)
        list.push([nth, message, start, end, ...(regions.length > 1 ? [at] : [])])
      }
      nth++
    }
    return { role: turn.role, content: text }
  })
  const regions = [...mentions].flatMap(([id, places]) => {
    const region = source.regions[id]
    if (region === undefined) return []
    return regionJson(
      region,
      Math.max(
        0,
        pictures.findIndex((one) => one.id === region.imageId),
      ),
      places,
    )
  })
  const images = pictures.map((image) => ({ width: image.width, height: image.height, file: fileOf(image) }))
  return { json: { id: source.dialogue.id, messages, regions_json: JSON.stringify(regions), images }, pictures, report }
}

function shapeOf(record: Readonly<Record<string, unknown>>): ImportedShape | null {
  if (record.kind === 'polygon') {
    const points = (asList(record.points) ?? []).map((one) => asNumbers(one, 2))
    const corners = points.flatMap((one): [number, number][] => (one === null ? [] : [[one[0] ?? 0, one[1] ?? 0]]))
    return corners.length < 3 || corners.length < points.length
      ? null
      : { kind: 'polygon', points: corners, closed: true }
  }
  const [x, y] = [asNumber(record.x), asNumber(record.y)]
  if (record.kind === 'point') return x === null || y === null ? null : { kind: 'point', x, y }
  const [x1, y1, x2, y2] = [record.x1, record.y1, record.x2, record.y2].map(asNumber)
  if (record.kind !== 'box' || x1 == null || y1 == null || x2 == null || y2 == null) return null
  return { kind: 'box', x1, y1, x2, y2 }
}

type Span = { readonly start: number; readonly end: number; readonly regions: readonly number[] }
type Placed = { readonly region: number; readonly at: number }

/** Regions of a sample, and the grounded places of each message. The error says what is wrong. */
function readRegions(text: unknown, count: number): { regions: DraftRegion[]; spans: Map<number, Span[]> } | string {
  const list = asList(typeof text === 'string' ? parseJson(text) : text)
  if (list === null) return 'regions_json is not a list'
  const regions: DraftRegion[] = []
  const found = new Map<number, Omit<Span, 'regions'> & { readonly message: number; readonly placed: Placed[] }>()
  for (const [index, one] of list.entries()) {
    const record = asRecord(one)
    const shape = record === null ? null : shapeOf(record)
    const image = asNumber(record?.image) ?? 0
    if (record === null || shape === null) return `region ${index + 1} is no point, box or polygon`
    if (!Number.isInteger(image) || image < 0 || image >= count) return `region ${index + 1} lies on no picture`
    regions.push({ shape, label: asText(record.label), image })
    for (const place of asList(record.mentions) ?? []) {
      const [nth, message, start, end, at = 0] = asNumbers(place) ?? []
      if (
        nth === undefined ||
        message === undefined ||
        start === undefined ||
        end === undefined ||
        start > end ||
        start < 0
      ) {
        return `region ${index + 1} is mentioned nowhere`
      }
      const span = found.get(nth)
      if (span === undefined) found.set(nth, { message, start, end, placed: [{ region: index, at }] })
      else span.placed.push({ region: index, at })
    }
  }
  const spans = new Map<number, Span[]>()
  for (const [, { message, start, end, placed }] of [...found].sort(([a], [b]) => a - b)) {
    const inOrder = placed.sort((a, b) => a.at - b.at).map(({ region }) => region)
    spans.set(message, [...(spans.get(message) ?? []), { start, end, regions: inOrder }])
  }
  return { regions, spans }
}

/** Parts with pictures in the place of their marks. */
function withPictures(parts: readonly DraftPart[], count: number, next: { image: number }): DraftPart[] {
  return parts.flatMap((part): DraftPart[] => {
    if (part.kind !== 'text') return [part]
    return part.text.split(mark).flatMap((text, index): DraftPart[] => {
      const words: DraftPart[] = text === '' ? [] : [{ kind: 'text', text }]
      if (index === 0) return words
      const image = next.image++
      return [image < count ? { kind: 'image', image } : { kind: 'text', text: mark }, ...words]
    })
  })
}

/** The dialogue of a sample's JSON; `fileOf` says what its picture of this number is called, where the JSON does not. */
export function readSampleJson(value: unknown, fileOf: (index: number) => string): Draft | string {
  const row = asRecord(value)
  const [messages, sizes] = [asList(row?.messages), asList(row?.images)]
  if (row === null || messages === null) return 'the sample has no list of messages'
  const images = (sizes ?? []).map((one, index) => {
    const { width, height, file } = asRecord(one) ?? {}
    return { file: asText(file) || fileOf(index), width: asSide(width), height: asSide(height) }
  })
  const read = readRegions(row.regions_json ?? '[]', images.length)
  if (typeof read === 'string') return read
  const turns: DraftTurn[] = []
  const next = { image: 0 }
  for (const [index, one] of messages.entries()) {
    const message = asRecord(one)
    const { role, content } = message ?? {}
    if ((role !== 'user' && role !== 'assistant') || typeof content !== 'string') {
      return `message ${index + 1} is no text of a user or an assistant`
    }
    const parts = partsOfGrounded(content, read.spans.get(index) ?? [])
    turns.push({ role, parts: withPictures(parts, images.length, next) })
  }
  return { images, regions: read.regions, turns, id: asText(row.id) }
}
