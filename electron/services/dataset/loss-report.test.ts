import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { documentOfRecords } from '../../../shared/dataset/document-records.ts'
import type { Format } from '../../../shared/dataset/format.ts'
import { formats } from '../../../shared/dataset/registry.ts'
import type { Shape } from '../../../shared/dialogue/region.ts'
import type { Turn } from '../../../shared/dialogue/turn.ts'
import type { Document } from '../../../shared/document/document.ts'
import { sampleDocuments } from './sample-documents.ts'
import { piecesOfLines, readPieces, writeSample } from './sample-round-trip.ts'

/** What can differ between a document and what comes back of its export. */
type Aspect = 'turns' | 'words' | 'regions' | 'places' | 'labels' | 'phrases'

/** What each loss of a report is about. */
const about: Readonly<Record<string, readonly Aspect[]>> = {
  'label-lost': ['labels'],
  'label-missing': ['labels'],
  'label-changed': ['labels'],
  'label-as-words': ['words', 'phrases'],
  'words-as-label': ['words', 'labels', 'phrases'],
  'phrase-lost': ['phrases'],
  'phrase-missing': ['words', 'labels', 'regions'],
  'mention-split': ['words', 'phrases'],
  'order-lost': ['places', 'labels'],
  'question-worded': ['words'],
  'answer-worded': ['words'],
  'question-replaced': ['words', 'phrases', 'labels'],
  'words-lost': ['words', 'phrases', 'labels'],
  'questions-lost': ['turns', 'words', 'phrases', 'regions', 'places', 'labels'],
  'roles-lost': ['turns', 'words'],
  'regions-lost': ['regions', 'words', 'phrases', 'labels', 'places'],
  'kind-unsupported': ['regions', 'places', 'labels'],
  'outline-lost': ['places'],
  'dialogue-cut': ['turns'],
  'rest-lost': ['turns'],
  'no-text': ['turns'],
  'dialogue-left-out': ['turns'],
  'task-lost': ['turns', 'words', 'phrases', 'labels', 'places', 'regions'],
}

type Said = {
  readonly role: Turn['role']
  readonly words: string
  readonly places: readonly Shape[]
  readonly labels: readonly string[]
  readonly phrases: readonly string[]
}

/** Blanks beside coordinates are each dialect's own, so that none is compared. */
function turnsOf(document: Document): Said[] {
  const last = Object.values(document.dialogues)
    .sort((a, b) => a.createdAt - b.createdAt)
    .at(-1)
  const turns = Object.values(document.turns).filter(({ dialogueId }) => dialogueId === last?.id)
  return turns
    .sort((a, b) => a.order - b.order)
    .map(({ role, parts }): Said => {
      const mentions = parts.flatMap((part) => (part.kind === 'mention' ? [part] : []))
      const regions = mentions.flatMap(({ regionIds }) => regionIds.flatMap((id) => document.regions[id] ?? []))
      const words = parts.map((part) => (part.kind === 'text' || part.kind === 'malformed' ? part.text : ''))
      return {
        role,
        words: words.join('').replace(/\s/g, ''),
        places: regions.map(({ shape }) => shape),
        labels: regions.map(({ label }) => label),
        phrases: mentions.flatMap(({ phrase }) => phrase ?? []),
      }
    })
}

/** All regions of the picture, as if a turn mentioned them. */
function regionsOf(document: Document): Said[] {
  const regions = Object.values(document.regions).sort((a, b) => a.number - b.number || a.createdAt - b.createdAt)
  const [places, labels] = [regions.map(({ shape }) => shape), regions.map(({ label }) => label)]
  return [{ role: 'user', words: '', places, labels, phrases: [] }]
}

function isNear(a: Shape, b: Shape | undefined, step: { readonly x: number; readonly y: number }): boolean {
  const numbers = (shape: Shape): number[] =>
    shape.kind === 'point' ? [shape.x, shape.y] : shape.kind === 'box' ? [shape.x1, shape.y1, shape.x2, shape.y2] : []
  if (b === undefined || a.kind !== b.kind) return false
  return numbers(a).every(
    (value, at) => Math.abs(value - (numbers(b)[at] ?? Number.NaN)) <= (at % 2 === 0 ? step.x : step.y) + 1e-4,
  )
}

/** True when these stand among those, in their order. */
function standIn(some: readonly string[], all: readonly string[]): boolean {
  let at = 0
  for (const one of all) if (one === some[at]) at++
  return at === some.length
}

/** What is gone or different; what a reader adds, such as a label from the words in front, is nothing lost. */
function differences(before: readonly Said[], after: readonly Said[], step: { x: number; y: number }): Set<Aspect> {
  if (before.length !== after.length || before.some(({ role }, at) => role !== after[at]?.role))
    return new Set(['turns'])
  const found = new Set<Aspect>()
  for (const [at, said] of before.entries()) {
    const back = after[at]
    if (back === undefined) continue
    if (said.words !== back.words) found.add('words')
    if (said.places.length !== back.places.length) found.add('regions')
    else if (!said.places.every((shape, n) => isNear(shape, back.places[n], step))) found.add('places')
    if (said.labels.some((label, n) => label !== '' && label !== back.labels[n])) found.add('labels')
    if (!standIn(said.phrases, back.phrases)) found.add('phrases')
  }
  return found
}

/** How far a number may be from what it was, in pixels: whole ones, two decimals, six decimals of a thousand. */
const steps: Readonly<Record<string, number>> = {
  'vlm-r1-jsonl': 1,
  voc: 1,
  'voc-pixels': 1,
  cvat: 0.005,
  yolo: 0.001,
}

function stepOf(format: Format): { x: number; y: number } {
  const pixels = steps[format.id]
  if (pixels !== undefined) return { x: pixels, y: pixels }
  const size = { width: 1000, height: 800 }
  const half = format.dialects[0]?.halfStep(size) ?? { x: 0, y: 0 }
  return format.dialects[0]?.reach === undefined ? half : { x: half.x * 2, y: half.y * 2 }
}

/** A class is put in where there was none: nothing that was there is lost. */
const adds = new Set(['label-missing'])

const compared = formats.filter(({ reader, readOnly }) => reader !== null && readOnly !== true)

describe('the report of an export', () => {
  it.each(compared)('of $id names what does not come back, and nothing that does', (format) => {
    const step = stepOf(format)
    let read = 0
    fc.assert(
      fc.property(sampleDocuments(format, 1), (document) => {
        const { lines, report } = writeSample(format, document)
        const isRefused = report.some(({ severity }) => severity === 'error')
        if (isRefused || !lines.some(({ image }) => image !== null)) return
        read++
        const reads = readPieces(format, piecesOfLines(format, lines), document)
        const noted = reads.flatMap((one) => one.report.filter(({ severity }) => severity === 'loss'))
        const codes = [...report.filter(({ severity }) => severity === 'loss'), ...noted].map(({ code }) => code)
        expect(codes.filter((code) => about[code] === undefined)).toEqual([])
        const view = format.takes === 'pictures' ? regionsOf : turnsOf
        const before = view(document)
        const after = view(documentOfRecords(reads.flatMap((one) => one.records)))
        const found = differences(before, after, step)
        const named = new Set(codes.flatMap((code) => about[code] ?? []))
        expect([...found].filter((aspect) => !named.has(aspect))).toEqual([])
        const isIdle = (code: string): boolean =>
          !adds.has(code) && (about[code] ?? []).every((aspect) => !found.has(aspect))
        expect(found.has('turns') ? [] : codes.filter(isIdle)).toEqual([])
      }),
      { numRuns: 200, seed: 7 },
    )
    expect(read).toBeGreaterThan(0)
  })
})
