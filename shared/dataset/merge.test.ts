import { describe, expect, it } from 'vitest'
import type { Region } from '../dialogue/region.ts'
import { applyEntry } from '../document/apply.ts'
import type { Document, Entry, RecordChange } from '../document/document.ts'
import type { CommitId, DialogueId, ImageId, RegionId, TurnId } from '../ids.ts'
import { createMerge, type Merged } from './merge.ts'
import { placeRecord } from './place-record.ts'
import type { DeixisRecord } from './record.ts'
import { box, createSampleDocument } from './sample-document.ts'
import { withStableIds } from './stable-ids.ts'

const place = { file: 'in.jsonl', line: 1 }
const image = { id: 'i0' as ImageId, path: 'a.jpg', width: 1000, height: 800, bytes: 12, modifiedAt: 34 }

function region(id: string, change: Partial<Region> = {}): Region {
  return {
    id: id as RegionId,
    imageId: image.id,
    number: 1,
    shape: box(10, 10, 50, 50),
    label: 'cup',
    origin: 'import',
    createdAt: 1,
    ...change,
  }
}

function pictureRecord(...regions: Region[]): DeixisRecord {
  return { deixis: 1, kind: 'image', image: { ...image, file: 'a.jpg' }, regions }
}

/** All of a document in one record for each dialogue. */
function ownRecords(document: Document): DeixisRecord[] {
  return Object.values(document.dialogues).map((dialogue) => ({
    deixis: 1,
    kind: 'dialogue',
    dialogue,
    images: [{ ...image, file: 'a.jpg' }],
    regions: Object.values(document.regions),
    turns: Object.values(document.turns).filter((turn) => turn.dialogueId === dialogue.id),
  }))
}

function mergeInto(document: Document, records: readonly DeixisRecord[], isOwn: boolean) {
  const highest = new Map([['i0', Math.max(0, ...Object.values(document.regions).map((one) => one.number))]])
  const merge = createMerge({ document, highest, isOwn, at: 5000 })
  const all: Merged[] = records.map((record) => merge.add(isOwn ? record : withStableIds(record), place))
  const changes = all.flatMap((one) => one.changes)
  return { changes, report: all.flatMap((one) => one.report), after: applyAll(document, changes) }
}

function applyAll(document: Document, changes: readonly RecordChange[]): Document {
  const entry = {
    id: 'c' as CommitId,
    kind: 'commit',
    label: '',
    imageId: null,
    changes: [...changes],
    at: 0,
  } satisfies Entry
  return applyEntry(document, entry)
}

const empty: Document = { images: {}, regions: {}, dialogues: {}, turns: {}, marks: {}, settings: {} }
const document = createSampleDocument({
  regions: { b0: box(100, 200, 400, 600), b1: box(1, 2, 30, 40) },
  dialogues: [{ turns: [{ parts: ['Where?'] }, { parts: [['b0']], model: ['b0'] }] }],
})

describe('createMerge', () => {
  it('adds the same foreign records once, however often they come', () => {
    const records = [pictureRecord(region('x1'), region('x2', { shape: box(60, 60, 90, 90) })), ...ownRecords(document)]
    const first = mergeInto(empty, records, false)
    expect(first.changes.every((change) => change.before === null && change.after !== null)).toBe(true)
    expect(Object.values(first.after.regions).map((one) => one.number)).toEqual([1, 2, 3, 4])
    const again = mergeInto(first.after, records, false)
    expect({ changes: again.changes, report: again.report }).toEqual({ changes: [], report: [] })
  })

  it('gives new numbers on pictures that have regions, and keeps those of its own records where they are free', () => {
    const foreign = mergeInto(document, [pictureRecord(region('x', { number: 1 }))], false)
    expect(foreign.changes).toMatchObject([{ table: 'regions', before: null, after: { number: 3, createdAt: 5000 } }])
    const own = mergeInto(document, [pictureRecord(region('y', { number: 7 }), region('z', { number: 2 }))], true)
    expect(own.changes).toMatchObject([{ after: { number: 7 } }, { after: { number: 8 } }])
  })

  it('takes a region that comes twice once, and says so, and names near twins', () => {
    const { changes, report } = mergeInto(
      document,
      [
        pictureRecord(region('x')),
        pictureRecord(region('y')),
        pictureRecord(region('z', { shape: box(100, 200, 400, 601), label: '' })),
      ],
      false,
    )
    expect(changes).toHaveLength(2)
    expect(report.map((line) => `${line.code} ${line.file} ${line.line}`)).toEqual([
      'duplicate-region in.jsonl 1',
      'near-duplicate in.jsonl 1',
    ])
  })

  it('keeps what is here where another person judged otherwise, and tells of it', () => {
    const mine = structuredCloneOf(document)
    const [record] = ownRecords(document)
    if (record?.kind !== 'dialogue') throw new Error('no record')
    const theirs: DeixisRecord = {
      ...record,
      regions: record.regions.map((one) =>
        one.proposal === undefined
          ? { ...one, label: 'ball' }
          : { ...one, shape: box(100, 200, 400, 500), proposal: { ...one.proposal, judgement: 'corrected' } },
      ),
      turns: record.turns.map((turn) => (turn.order === 1 ? { ...turn, review: 'reviewed' } : turn)),
    }
    const { changes, report } = mergeInto(mine, [theirs], true)
    expect(changes).toEqual([])
    expect(report.map(({ code, message, turnId }) => [code, message, turnId])).toEqual([
      ['judged-differently', 'R1: open here, corrected in the file (IoU 0.75). It stays as it is here.', undefined],
      ['label-differs', 'R2: label “” here, “ball” in the file. It stays as it is here.', undefined],
      ['review-differs', 'The message is open here, reviewed in the file. It stays as it is here.', 'd0t1'],
    ])
  })

  it('puts messages that another person added behind ours', () => {
    const [record] = ownRecords(document)
    const last = record?.kind === 'dialogue' ? record.turns.at(-1) : undefined
    if (record?.kind !== 'dialogue' || last === undefined) throw new Error('no record')
    const mine = applyAll(document, [
      { table: 'turns', id: 'mine', before: null, after: { ...last, id: 'mine' as TurnId, order: 2, role: 'user' } },
    ])
    const theirs = {
      ...record,
      turns: [...record.turns, { ...last, id: 'theirs' as TurnId, order: 2, role: 'user' as const }],
    }
    const { changes, report } = mergeInto(mine, [theirs], true)
    expect(changes).toMatchObject([{ table: 'turns', id: 'theirs', after: { order: 3 } }])
    expect(report).toMatchObject([{ code: 'dialogue-extended', dialogueId: 'd0' as DialogueId }])
  })
})

function structuredCloneOf(value: Document): Document {
  return JSON.parse(JSON.stringify(value)) as Document
}

describe('placeRecord', () => {
  it('moves every id and shape onto the picture of the project', () => {
    const real = { ...image, id: 'real' as ImageId, width: 500, height: 400 }
    const [record] = ownRecords(document)
    if (record === undefined) throw new Error('no record')
    const placed = placeRecord(
      record,
      () => real,
      (shape) => (shape.kind === 'box' ? { ...shape, x2: shape.x2 / 2 } : shape),
    )
    if (placed.kind === 'missing' || placed.record.kind !== 'dialogue') throw new Error('missing')
    expect(placed.record.dialogue.imageIds).toEqual(['real'])
    expect(placed.record.regions.map((one) => [one.imageId, one.shape, one.proposal?.predicted])).toEqual([
      ['real', box(100, 200, 200, 600), box(100, 200, 200, 600)],
      ['real', box(1, 2, 15, 40), undefined],
    ])
  })

  it('places nothing of a record whose picture is missing', () => {
    const placed = placeRecord(
      pictureRecord(region('x')),
      () => null,
      (shape) => shape,
    )
    expect(placed).toEqual({ kind: 'missing', files: ['a.jpg'] })
  })
})
