import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { documentOfRecords } from '../../../shared/dataset/document-records.ts'
import type { Format, WrittenLine } from '../../../shared/dataset/format.ts'
import { formats } from '../../../shared/dataset/registry.ts'
import type { Document } from '../../../shared/document/document.ts'
import { sampleDocuments } from './sample-documents.ts'
import { piecesOfLines, readPieces, writeSample } from './sample-round-trip.ts'

const both = formats.filter((format) => format.reader !== null && format.readOnly !== true)

/** The texts of each file in order, without those that name the others. */
function filesOf(lines: readonly WrittenLine[]): Record<string, string[]> {
  const files: Record<string, string[]> = {}
  for (const { file, text, members, pictures } of lines) {
    files[file] ??= []
    files[file].push(JSON.stringify([text, members, pictures]))
  }
  return files
}

/** What comes back; null where the reader itself names something that it does not keep. */
function readBack(format: Format, lines: readonly WrittenLine[], document: Document): Document | null {
  const reads = readPieces(format, piecesOfLines(format, lines), document)
  expect(reads.flatMap((read) => read.report.filter(({ severity }) => severity === 'error'))).toEqual([])
  expect(reads.flatMap((read) => read.unknown)).toEqual([])
  if (reads.some((read) => read.report.some(({ severity }) => severity === 'loss'))) return null
  return documentOfRecords(reads.flatMap((read) => read.records))
}

/** Documents that a format cannot write twice alike are made so that it can. */
const alike: Readonly<Record<string, (document: Document) => Document>> = {
  // Whatever stands behind a box up to the next one is its label when it is read.
  'paligemma-jsonl': withLabelsAlone,
}

/** Every region has a label of plain words, and no other words stand behind one. */
function withLabelsAlone(document: Document): Document {
  const turns = Object.values(document.turns).map((turn) => {
    const first = turn.parts.findIndex(({ kind }) => kind === 'mention')
    const parts = turn.parts.filter(({ kind }, at) => first < 0 || at < first || kind === 'mention')
    return { ...turn, parts }
  })
  const regions = Object.values(document.regions).map(({ label, ...region }) => ({
    ...region,
    label: label.replace(/[^\p{L}\s]/gu, '').trim() || 'cup',
  }))
  return {
    ...document,
    regions: Object.fromEntries(regions.map((region) => [region.id, region])),
    turns: Object.fromEntries(turns.map((turn) => [turn.id, turn])),
  }
}

describe('export, import, export', () => {
  it('is promised to be alike by Deixis’ own records at least', () => {
    expect(both.filter((format) => format.lossless).map((format) => format.id)).toContain('deixis-jsonl')
  })

  it.each(both)('$id gives the same bytes', (format) => {
    let compared = 0
    fc.assert(
      fc.property(sampleDocuments(format), (sample) => {
        const document = alike[format.id]?.(sample) ?? sample
        const first = writeSample(format, document)
        // What the first export could not write is gone; the second must be what the first one is.
        if (!first.lines.some(({ image }) => image !== null)) return
        const back = readBack(format, first.lines, document)
        if (back === null) return
        // A line of prompt and completion teaches its last answer alone.
        const learn = format.id === 'trl-prompt-completion-jsonl' ? ({ learn: 'reviewed' } as const) : {}
        const second = writeSample(format, back, learn)
        expect(filesOf(second.lines)).toEqual(filesOf(first.lines))
        compared++
      }),
      { numRuns: 120, seed: 5 },
    )
    expect(compared).toBeGreaterThan(10)
  })
})
