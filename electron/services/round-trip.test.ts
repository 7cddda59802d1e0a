import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ExportOptions } from '../../shared/api/dataset.ts'
import { documentOfRecords } from '../../shared/dataset/document-records.ts'
import { exportDocument } from '../../shared/dataset/export.ts'
import { type Format, pictureAddress, type WrittenLine } from '../../shared/dataset/format.ts'
import type { Piece, Read } from '../../shared/dataset/reader.ts'
import { formats } from '../../shared/dataset/registry.ts'
import { box, createSampleDocument, point, type SampleTurn } from '../../shared/dataset/sample-document.ts'
import type { Document } from '../../shared/document/document.ts'
import { imageIdOf } from './project-ids.ts'
import { parseXml } from './xml-tree.ts'

function write(format: Format, document: Document) {
  const options: ExportOptions = {
    format: format.id,
    reviewedOnly: false,
    openProposals: true,
    images: 'none',
    paths: 'relative',
    validRest: true,
  }
  const steps = [...exportDocument(document, options, { fileOf: (image) => image.path, isMissing: () => false })]
  return { lines: steps.flatMap((step) => step.lines), report: steps.flatMap((step) => step.report) }
}

/** The lines as their reader gets them; null for containers, whose bytes are not made here. */
function piecesOf(format: Format, lines: readonly WrittenLine[]): Piece[] | null {
  const kind = format.reader?.layout.kind
  if (kind === undefined || kind === 'tar' || kind === 'parquet' || kind === 'whole') return null
  const counts = new Map<string, number>()
  return lines.flatMap(({ file, text, array, image }): Piece[] => {
    if (image === null && array === undefined) return []
    const key = `${file} ${array ?? ''}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
    const place = { file, line: counts.get(key) ?? 1 }
    const address = JSON.stringify(pictureAddress(0))
    const said = image === null ? text : text.replaceAll(address, () => JSON.stringify(image.path))
    return [{ place, value: JSON.parse(said), text: said, ...(array === undefined ? {} : { array }) }]
  })
}

function readBack(format: Format, pieces: readonly Piece[], document: Document): Read[] {
  const session = format.reader?.open({
    dialect: format.dialects[0] ?? null,
    picture: (file) => Object.values(document.images).find(({ path }) => path === file) ?? null,
    imageId: imageIdOf,
    parseXml,
  })
  return [...pieces.flatMap((piece) => session?.read(piece) ?? []), ...(session?.end?.() ?? [])]
}

const words = fc.oneof(
  fc.constantFrom(
    'Where is it?',
    'A cup.',
    ' beside ',
    'a\nb',
    'say “ä😀\u2028”',
    '{x}',
    '"quoted" \\ back',
    '<image>',
    '<bbox>',
  ),
  fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }).filter((text) => text.trim() !== ''),
)
const coordinate = (end: number) => fc.integer({ min: 0, max: end * 8 }).map((n) => n / 8)
const someBox = fc
  .tuple(coordinate(900), coordinate(700), coordinate(90), coordinate(90))
  .map(([x, y, w, h]) => box(x, y, x + w + 5, y + h + 5))
const somePoint = fc.tuple(coordinate(1000), coordinate(800)).map(([x, y]) => point(x, y))
const part = fc.oneof(
  words,
  fc.subarray(['b0', 'b1', 'b2'], { minLength: 1 }),
  fc.subarray(['p0', 'p1'], { minLength: 1 }),
)
const turn = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts): SampleTurn => ({ parts }))
const round = fc.tuple(turn, turn)
const dialogue = fc.array(round, { minLength: 1, maxLength: 3 }).map((rounds) => ({ turns: rounds.flat() }))

const documents = fc
  .record({
    boxes: fc.array(someBox, { minLength: 3, maxLength: 3 }),
    points: fc.array(somePoint, { minLength: 2, maxLength: 2 }),
    dialogues: fc.array(dialogue, { minLength: 1, maxLength: 3 }),
  })
  .map(({ boxes, points, dialogues }) => {
    const named = [
      ...boxes.map((one, n) => [`b${n}`, one] as const),
      ...points.map((one, n) => [`p${n}`, one] as const),
    ]
    return createSampleDocument({ regions: Object.fromEntries(named), dialogues })
  })

const readable = formats.filter((format) => piecesOf(format, []) !== null)

describe('export, import, export', () => {
  const lossless = readable.filter((format) => format.lossless)

  it('is promised by Deixis’ own records at least', () => {
    expect(lossless.map((format) => format.id)).toContain('deixis-jsonl')
  })

  it.each(lossless)('$id gives the same bytes where the first export lost nothing', (format) => {
    let compared = 0
    fc.assert(
      fc.property(documents, (document) => {
        const first = write(format, document)
        if (first.report.some(({ severity }) => severity !== 'warning')) return
        const reads = readBack(format, piecesOf(format, first.lines) ?? [], document)
        const records = reads.flatMap((read) => read.records)
        const second = write(format, documentOfRecords(records))
        expect(second.lines.map(({ file, text }) => [file, text])).toEqual(
          first.lines.map(({ file, text }) => [file, text]),
        )
        if (first.lines.length > 0) compared++
      }),
      { numRuns: 150, seed: 5 },
    )
    expect(compared).toBeGreaterThan(10)
  })
})

describe('what a format wrote', () => {
  const dialogues = readable.filter((format) => format.takes === 'dialogues')

  it.each(dialogues)('$id is read again, a dialogue for each line, without an error', (format) => {
    fc.assert(
      fc.property(documents, (document) => {
        const { lines } = write(format, document)
        const reads = readBack(format, piecesOf(format, lines) ?? [], document)
        const problems = reads.flatMap((read) => read.report.filter(({ severity }) => severity === 'error'))
        expect(problems).toEqual([])
        const read = reads.flatMap(({ records }) => records.filter(({ kind }) => kind === 'dialogue'))
        expect(read.length).toBe(lines.filter(({ image }) => image !== null).length)
      }),
      { numRuns: 60, seed: 5 },
    )
  })
})
