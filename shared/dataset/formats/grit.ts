import type { ReportLine } from '../../api/dataset.ts'
import type { DialectShape } from '../../dialects/dialect.ts'
import type { Format, WriteContext, WriteSession, Written, WrittenLine } from '../format.ts'
import { asId, asList, asNumbers, asRecord, asSide, asText, otherFields } from '../import/json-field.ts'
import { type DraftRegion, makeRecords } from '../make-record.ts'
import type { Piece, Read, ReadContext } from '../reader.ts'
import { reportOn } from '../report.ts'
import type { DialogueSource } from '../source.ts'
import { codePoints, groundedText, partsOfGrounded } from './grounded-text.ts'
import { cutLosses, questionLosses, roundsOf } from './plain-words.ts'
import { noRecord, wordsAlone } from './words-alone.ts'

const file = 'grit.jsonl'

/** Start and end in the caption, then corners as parts of the picture's size, then the detector's score: people are sure. */
type Chunk = readonly [start: number, end: number, x1: number, y1: number, x2: number, y2: number, score: number]

function write(source: DialogueSource, { fileOf }: WriteContext): Written {
  const [image] = source.images
  if (image === undefined) return { lines: [], report: [] }
  const report: ReportLine[] = []
  const rounds = roundsOf(source)
  const lines = rounds.flatMap(({ answer }, index): WrittenLine[] => {
    const { text, spans } = groundedText(answer, source.regions, '')
    const lead = codePoints(text) - codePoints(text.trimStart())
    const shapes: DialectShape[] = []
    const chunks: Chunk[] = []
    for (const { start, end, regions } of spans) {
      for (const { shape } of regions) {
        if (shape.kind !== 'box') {
          const message = `A ${shape.kind} is left out: GRIT has boxes alone.`
          report.push(reportOn(source, 'loss', 'kind-unsupported', message, answer.id))
        } else if (start === end) {
          const message = 'A box is left out: no words name it, and GRIT grounds words.'
          report.push(reportOn(source, 'loss', 'phrase-missing', message, answer.id))
        } else {
          shapes.push(shape)
          const { x1, y1, x2, y2 } = shape
          const { width, height } = image
          chunks.push([start - lead, end - lead, x1 / width, y1 / height, x2 / width, y2 / height, 1])
        }
      }
    }
    const caption = text.trim()
    if (caption === '') {
      report.push(
        reportOn(source, 'loss', 'no-caption', 'An answer without words is left out: it is no caption.', answer.id),
      )
      return []
    }
    const { width, height } = image
    const key = rounds.length > 1 ? `${source.dialogue.id}-${index}` : source.dialogue.id
    const row = { id: key, caption, width, height, url: fileOf(image), noun_chunks: chunks, ref_exps: [] }
    return [{ file, text: JSON.stringify(row), image, shapes: () => shapes }]
  })
  return {
    lines,
    report: [...report, ...questionLosses(source, 'GRIT', rounds), ...cutLosses(source, 'GRIT', lines.length)],
  }
}

function read({ value, place }: Piece, context: ReadContext): Read {
  const row = asRecord(value)
  const fail = (message: string): Read => noRecord(message, place)
  if (row === null || typeof row.caption !== 'string') return fail('The row has no caption.')
  const name = asText(row.url) || asText(row.image) || asText(row.key)
  const known = context.picture(name)
  const [width, height] = [known?.width ?? asSide(row.width), known?.height ?? asSide(row.height)]
  if (width === null || height === null) return fail(`The size of the picture ${name} is not known.`)
  const regions: DraftRegion[] = []
  const spans = new Map<string, { start: number; end: number; regions: number[] }>()
  const length = codePoints(row.caption)
  // Referring expressions hold the noun chunks' boxes again with more words; where both are there the longer words win.
  for (const field of ['ref_exps', 'noun_chunks'] as const) {
    for (const [index, one] of (asList(row[field]) ?? []).entries()) {
      const [start = -1, end = -1, x1 = 0, y1 = 0, x2 = 0, y2 = 0] = asNumbers(one) ?? []
      if (asNumbers(one) === null || start < 0 || end > length || start >= end || !Number.isInteger(start + end)) {
        return fail(`${field}[${index}] is no place of the caption with a box.`)
      }
      const box = { kind: 'box' as const, x1: x1 * width, y1: y1 * height, x2: x2 * width, y2: y2 * height }
      const isKnown = regions.some(
        ({ shape }) =>
          shape.kind === 'box' &&
          shape.x1 === box.x1 &&
          shape.y1 === box.y1 &&
          shape.x2 === box.x2 &&
          shape.y2 === box.y2,
      )
      if (isKnown && field === 'noun_chunks' && (asList(row.ref_exps)?.length ?? 0) > 0) continue
      const at = regions.push({ shape: box, label: '', image: 0 }) - 1
      const span = spans.get(`${start} ${end}`)
      if (span === undefined) spans.set(`${start} ${end}`, { start, end, regions: [at] })
      else span.regions.push(at)
    }
  }
  const parts = partsOfGrounded(row.caption, [...spans.values()])
  const draft = {
    images: [{ file: name, width, height }],
    regions,
    turns: [{ role: 'assistant' as const, parts }],
    kind: 'caption' as const,
    id: asId(row.id) ?? asText(row.key),
  }
  const found = makeRecords(draft, place, context)
  const fields = ['id', 'key', 'caption', 'width', 'height', 'url', 'image', 'noun_chunks', 'ref_exps']
  return { ...found, unknown: Object.keys(otherFields(row, fields) ?? {}) }
}

/** GRIT, the data of Kosmos-2: captions with grounded phrases, places counted in characters. */
export const grit: Format = {
  id: 'grit-jsonl',
  takes: 'dialogues',
  dialects: [],
  frame: () => 'Parts of the upright picture’s width and height, floats: corners',
  files: [
    { name: file, about: 'A caption with its boxes a line; url is the picture’s path', layout: { kind: 'lines' } },
  ],
  can: { ...wordsAlone, boxes: true },
  pictures: 'named',
  lossless: false,
  stateless: true,
  open: (context): WriteSession => ({ writeDialogue: (source) => write(source, context) }),
  reader: {
    layout: { kind: 'lines' },
    stateless: true,
    open: (context) => ({ read: (piece) => read(piece, context) }),
  },
}
