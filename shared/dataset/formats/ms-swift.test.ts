import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Document } from '../../document/document.ts'
import { documentOfRecords } from '../document-records.ts'
import { box, createSampleDocument, point } from '../sample-document.ts'
import { checkSwiftObjects } from './ms-swift-row.ts'
import { readSample, writeSample } from './sample-export.ts'

describe('ms-swift', () => {
  it.each([
    ['corners out of order', { bbox: [[300, 400, 10, 20]] }, { bbox: [[10, 20, 300, 400]] }],
    ['keys it does not know', { extra: 1, bbox: [[1, 2]], ref: ['a'] }, { ref: ['a'], bbox: [[1, 2]] }],
  ])('puts right what its own reader does: %s', (_, given, kept) => {
    expect(checkSwiftObjects(given)).toEqual({ ok: true, value: kept })
  })

  it('gives the same bytes when what it wrote is read and written again', () => {
    const side = fc.double({ min: 0, max: 390, noNaN: true })
    const shape = fc.oneof(
      fc
        .record({ x: side, y: side, w: fc.double({ min: 5, max: 400, noNaN: true }) })
        .map(({ x, y, w }) => box(x, y, x + w, y + w)),
      fc.record({ x: side, y: side }).map(({ x, y }) => point(x, y)),
    )
    const words = fc.string({ maxLength: 12 })
    const part = fc.oneof(words, fc.constantFrom(['b0'], ['b1'], ['b0', 'b1']))
    const round = fc.tuple(fc.array(part, { maxLength: 4 }), fc.array(part, { minLength: 1, maxLength: 4 }))
    fc.assert(
      fc.property(
        shape,
        shape,
        fc.array(round, { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        (a, b, rounds, named) => {
          const turns = rounds.flatMap(([ask, answer]) => [{ parts: ask }, { parts: ['x', ...answer] }])
          const made = createSampleDocument({ regions: { b0: a, b1: b }, dialogues: [{ turns }] })
          const first = made.turns.d0t1
          const parts = first?.parts.map((one, index, all) => {
            const before = all[index - 1]
            if (!named || one.kind !== 'mention' || before?.kind !== 'text' || before.text.trim() === '') return one
            return { ...one, phrase: before.text.trim() }
          })
          const document = { ...made, turns: { ...made.turns, d0t1: { ...first, parts } } } as Document
          const written = writeSample(document, 'ms-swift-jsonl')
          fc.pre(!written.report.some((line) => /^(?:loss|error)/.test(line)))
          const { records, report } = readSample('ms-swift-jsonl', written.lines[0]?.row)
          expect(report.filter((line) => line.severity !== 'warning')).toEqual([])
          expect(writeSample(documentOfRecords(records), 'ms-swift-jsonl').lines).toEqual(written.lines)
        },
      ),
    )
  })
})
