import { describe, expect, it } from 'vitest'
import type { ExportOptions } from '../api/dataset.ts'
import type { Region, Shape } from '../dialogue/region.ts'
import type { Part, Turn } from '../dialogue/turn.ts'
import type { Document } from '../document/document.ts'
import { everything } from './everything.ts'
import { exportDocument } from './export.ts'
import type { Format } from './format.ts'
import { formats } from './registry.ts'
import { box, createSampleDocument, point } from './sample-document.ts'

const sentBox = box(100, 200, 400, 600)
const sentPoint = point(50, 60)
const movedBox = box(500, 40, 720, 300)
const movedPoint = point(620, 90)

const run: Turn['run'] = {
  modelId: 'm',
  modelHash: '',
  dialect: 'shikra',
  prompt: '',
  rawAnswer: 'the cup [0.1,0.1,0.2,0.2]',
  provider: 'cpu',
  constrained: true,
  temperature: 0,
  seed: 0,
  finishReason: 'stop',
  tokens: 9,
  cachedTokens: 0,
  firstTokenMs: 1,
  tokensPerSecond: 1,
  appVersion: '0',
}

/** Rounds of the kinds that formats take: pointing questions, places asked for, grounded captions, points. */
function rounds(shapes: { readonly b0: Shape; readonly p0: Shape }): Document {
  const document = createSampleDocument({
    regions: { ...shapes, around: box(20, 20, 90, 90) },
    dialogues: [
      { turns: [{ parts: ['What is in ', ['b0'], '?'] }, { parts: ['A red cup.'] }] },
      { turns: [{ parts: ['Where is the cup?'] }, { parts: ['the cup ', ['b0']] }] },
      { kind: 'caption', turns: [{ parts: ['Describe it.'] }, { parts: ['The cup', ['b0'], ' stands there.'] }] },
      { turns: [{ parts: ['What colour is this?', ['p0']] }, { parts: ['The answer is red .'] }] },
      { turns: [{ parts: ['Point at the cup.'] }, { parts: ['the cup ', ['p0']] }] },
    ],
  })
  const named = withMentions(document, (part) => ({ ...part, phrase: 'cup' }))
  const answer = named.turns.d1t1 as Turn
  return { ...named, turns: { ...named.turns, d1t1: { ...answer, run } } }
}

function withMentions(document: Document, change: (part: Part & { kind: 'mention' }) => Part): Document {
  const turns = Object.entries(document.turns).map(([id, turn]) => [
    id,
    { ...turn, parts: turn.parts.map((part) => (part.kind === 'mention' ? change(part) : part)) },
  ])
  return { ...document, turns: Object.fromEntries(turns) }
}

const sentOf: Readonly<Record<string, Shape>> = { b0: sentBox, p0: sentPoint }
const asDrawn = rounds({ b0: sentBox, p0: sentPoint })
const moved = withMentions(rounds({ b0: movedBox, p0: movedPoint }), (part) => ({
  ...part,
  sent: part.regionIds.map((id) => sentOf[id] as Shape),
}))
const kept = withMentions(moved, (part) => ({ ...part, keeps: true }))

function write(format: Format, document: Document, change: Partial<ExportOptions> = {}) {
  const options: ExportOptions = {
    format: format.id,
    ...everything,
    ...change,
  }
  const steps = [...exportDocument(document, options, { fileOf: (image) => image.path, isMissing: () => false })]
  return {
    lines: steps.flatMap(({ lines }) => lines.map(({ file, text, shapes }) => ({ file, text, shapes: shapes() }))),
    report: steps.flatMap(({ report }) => report),
  }
}

const written = formats.filter((one) => one.takes === 'dialogues' && one.readOnly !== true)
function inEveryDialect(format: Format, document: Document, change: Partial<ExportOptions> = {}) {
  const dialects = format.dialects.length === 0 ? [undefined] : format.dialects.map(({ id }) => id)
  return dialects.map((dialect) => ({ dialect, ...write(format, document, { ...change, dialect }) }))
}

describe('a mention whose region was moved after it was sent', () => {
  it.each(written)('keeps its place in $id where it says so', (format) => {
    expect(inEveryDialect(format, kept)).toEqual(inEveryDialect(format, asDrawn))
  })

  it.each(written)('is where it was sent in $id when coordinates are as they were sent', (format) => {
    expect(inEveryDialect(format, moved, { coordinates: 'sent' })).toEqual(inEveryDialect(format, asDrawn))
  })

  it.each(written)('follows its region in $id otherwise', (format) => {
    expect(inEveryDialect(format, moved)).toEqual(inEveryDialect(format, rounds({ b0: movedBox, p0: movedPoint })))
  })

  it('makes a difference in every format that holds places', () => {
    const same = written.filter(
      (format) => JSON.stringify(write(format, kept).lines) === JSON.stringify(write(format, moved).lines),
    )
    expect(same.map(({ id }) => id)).toEqual([
      'lavis-json',
      'mmc4-jsonl',
      'mmc4-inside-jsonl',
      'obelics-jsonl',
      'donut-jsonl',
      'nougat-jsonl',
    ])
  })

  it('is checked where it is written, and two places of one region are no twins', () => {
    const shikra = written.find(({ id }) => id === 'shikra-jsonl') as Format
    const outside = withMentions(kept, (part) => ({ ...part, sent: [box(-900, 0, -100, 50)] }))
    const first = createSampleDocument({
      regions: { b0: box(101, 200, 400, 600) },
      dialogues: [{ turns: [{ parts: ['What is ', ['b0'], '?'] }, { parts: ['This ', ['b0']] }] }],
    })
    const ask = first.turns.d0t0
    const nudged: Document = {
      ...first,
      turns: {
        ...first.turns,
        ...(ask && { d0t0: { ...ask, parts: ask.parts.map((part) => ({ ...part, keeps: true, sent: [sentBox] })) } }),
      },
    }
    const codes = (document: Document) => write(shikra, document).report.map(({ code }) => code)
    expect(codes(outside)).toContain('out-of-range')
    expect(codes(nudged)).toEqual([])
  })
})

describe('a picture’s regions', () => {
  it('are where they were sent last when coordinates are as they were sent', () => {
    const coco = formats.find(({ id }) => id === 'coco') as Format
    const boxes = (document: Document, change: Partial<ExportOptions> = {}) =>
      write(coco, document, change).lines.flatMap(({ text, shapes }) => (text.includes('"bbox"') ? shapes : []))
    const drawn = boxes(asDrawn)
    expect(drawn).toContainEqual(sentBox)
    expect(boxes(moved, { coordinates: 'sent' })).toEqual(drawn)
    expect(boxes(moved)).not.toEqual(drawn)
  })
})

describe('Deixis’ own records', () => {
  const own = formats.find(({ isOwn }) => isOwn === true) as Format
  const mentionsIn = (texts: readonly { text: string }[]) =>
    texts.flatMap(({ text }) => {
      const row = JSON.parse(text) as { turns?: { parts: Part[] }[]; regions: Region[] }
      const places = new Map(row.regions.map(({ id, shape }) => [id as string, shape]))
      return (row.turns ?? []).flatMap(({ parts }) =>
        parts.flatMap((part) =>
          part.kind === 'mention' ? [[part.keeps, part.sent, places.get(part.regionIds[0] ?? '')]] : [],
        ),
      )
    })

  it('hold both places, and with coordinates as they were sent every mention keeps them', () => {
    const both = (keeps: true | undefined) => [
      ...[0, 1, 2].map(() => [keeps, [sentBox], movedBox]),
      ...[0, 1].map(() => [keeps, [sentPoint], movedPoint]),
    ]
    expect(mentionsIn(write(own, kept).lines)).toEqual(both(true))
    expect(mentionsIn(write(own, moved).lines)).toEqual(both(undefined))
    expect(mentionsIn(write(own, moved, { coordinates: 'sent' }).lines)).toEqual(both(true))
  })

  it('hold mentions of deleted regions, which stop every other format', () => {
    const gone = createSampleDocument({
      regions: {},
      dialogues: [{ turns: [{ parts: ['What is in ', ['b0'], '?'] }, { parts: ['A cup.'] }] }],
    })
    const ways = [own, ...written].map((format) => {
      const { lines, report } = write(format, gone)
      return [format.isOwn === true, lines.length, report.find(({ code }) => code === 'mention-gone')?.severity]
    })
    expect(ways).toEqual(ways.map(([isOwn]) => (isOwn ? [true, 1, 'warning'] : [false, expect.any(Number), 'error'])))
    expect(written.flatMap((format) => write(format, gone).lines.filter(({ shapes }) => shapes.length > 0))).toEqual([])
  })
})
