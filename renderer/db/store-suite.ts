import { describe, expect, it } from 'vitest'
import type { Dialogue } from '../../shared/dialogue/dialogue.ts'
import type { ImageRecord } from '../../shared/dialogue/image.ts'
import type { Region } from '../../shared/dialogue/region.ts'
import type { Turn } from '../../shared/dialogue/turn.ts'
import type { Entry, JournalEntry, RecordChange } from '../../shared/document/document.ts'
import type { CommitId, DialogueId, ImageId, RegionId, TurnId } from '../../shared/ids.ts'
import { type DocumentStore, SeqGapError } from './document-store.ts'

const imageA = 'imageA' as ImageId
const imageB = 'imageB' as ImageId

function region(id: string, imageId: ImageId, number: number): Region {
  return {
    id: id as RegionId,
    imageId,
    number,
    shape: { kind: 'box', x1: 1, y1: 2, x2: 3.5, y2: 4 },
    label: id,
    origin: 'human',
    createdAt: 7,
  }
}

function image(id: ImageId): ImageRecord {
  return { id, path: `${id}.png`, width: 40, height: 30, bytes: 12, modifiedAt: 5 }
}

const dialogue: Dialogue = { id: 'd1' as DialogueId, imageIds: [imageA], title: '', kind: 'chat', createdAt: 1 }

const turn: Turn = {
  id: 't1' as TurnId,
  dialogueId: dialogue.id,
  order: 1,
  role: 'user',
  parts: [
    { kind: 'text', text: 'What is ' },
    { kind: 'mention', regionIds: ['r1' as RegionId, 'far' as RegionId] },
  ],
  origin: 'human',
  review: 'open',
  createdAt: 2,
}

function proposal(id: string, number: number): Region {
  const predicted = { kind: 'polygon', points: [1, 2, 3].map((at) => ({ x: at, y: at * at })) } as const
  const said = { turnId: 't1' as TurnId, predicted, judgement: 'corrected', confidence: 0.25 } as const
  return { ...region(id, imageB, number), origin: 'model', proposal: said }
}

function byId(regions: readonly Region[]): Record<string, Region> {
  return Object.fromEntries(regions.map((each) => [each.id, each]))
}

async function regionsOf(store: DocumentStore): Promise<Record<string, Region>> {
  const all: Region[] = []
  for await (const records of store.records())
    for (const record of records) if (record.table === 'regions' && record.after !== null) all.push(record.after)
  expect(all.length).toBe(new Set(all.map(({ id }) => id)).size)
  return byId(all)
}

function adds(record: Region): RecordChange {
  return { table: 'regions', id: record.id, before: null, after: record }
}

function removes(record: Region): RecordChange {
  return { table: 'regions', id: record.id, before: record, after: null }
}

function numbered(seq: number, ...changes: RecordChange[]): JournalEntry {
  const entry: Entry = {
    id: `c${seq}` as CommitId,
    kind: 'commit',
    label: 'history.x',
    imageId: imageA,
    changes,
    at: seq,
  }
  return { seq, entry }
}

const first = numbered(
  1,
  adds(region('r1', imageA, 1)),
  { table: 'dialogues', id: dialogue.id, before: null, after: dialogue },
  { table: 'turns', id: turn.id, before: null, after: turn },
)
const second = numbered(2, adds(region('far', imageB, 4)), adds(region('other', imageB, 5)))

/** What every document store must do. `open` gives a new, empty store each time. */
export function runStoreSuite(name: string, open: () => DocumentStore | Promise<DocumentStore>): void {
  describe(`${name} as a document store`, () => {
    it('starts empty at 0', async () => {
      const store = await open()
      expect([await store.lastSeq(), await store.recentEntries(5), await store.images()]).toEqual([0, [], []])
      store.close()
    })

    it('gives an image its regions, dialogues, turns and the regions those mention elsewhere', async () => {
      const store = await open()
      await store.putImages([image(imageA), image(imageB)])
      await store.apply([first, second])
      expect(await store.forImage(imageA)).toEqual({
        document: {
          images: { [imageA]: image(imageA) },
          regions: { r1: region('r1', imageA, 1), far: region('far', imageB, 4) },
          dialogues: { d1: dialogue },
          turns: { t1: turn },
          marks: {},
          settings: {},
        },
        highestNumber: 1,
      })
      store.close()
    })

    it('gives an image every region of the other images that its dialogues are about', async () => {
      const store = await open()
      const both = { ...dialogue, imageIds: [imageA, imageB] }
      await store.apply([
        first,
        second,
        numbered(3, { table: 'dialogues', id: dialogue.id, before: dialogue, after: both }),
      ])
      expect(Object.keys((await store.forImage(imageA)).document.regions).sort()).toEqual(['far', 'other', 'r1'])
      store.close()
    })

    it('takes the same entry in once', async () => {
      const store = await open()
      await store.apply([first])
      await store.apply([second, first])
      const changed = numbered(2, removes(region('r1', imageA, 1)))
      await store.apply([changed])
      expect(await store.lastSeq()).toBe(2)
      expect(await store.recentEntries(9)).toEqual([first, second])
      expect(Object.keys((await store.forImage(imageB)).document.regions).sort()).toEqual(['far', 'other'])
      store.close()
    })

    it('refuses a hole and keeps what it had', async () => {
      const store = await open()
      await store.apply([first])
      const late = numbered(4, adds(region('late', imageA, 2)))
      for (const batch of [[late], [second, late]]) {
        const refused = await store.apply(batch).catch((error: unknown) => error)
        expect(refused).toBeInstanceOf(SeqGapError)
        // Where whoever fills the hole must begin, also when the batch itself began before it.
        expect((refused as SeqGapError).lastSeq).toBe(1)
        expect([await store.lastSeq(), await store.recentEntries(9)]).toEqual([1, [first]])
      }
      store.close()
    })

    it('remembers the highest number of deleted regions', async () => {
      const store = await open()
      await store.apply([
        first,
        numbered(2, adds(region('r2', imageA, 2))),
        numbered(3, removes(region('r2', imageA, 2))),
      ])
      const { document, highestNumber } = await store.forImage(imageA)
      expect([Object.keys(document.regions), highestNumber]).toEqual([['r1'], 2])
      store.close()
    })

    it('keeps the last state of a record that one batch changes twice', async () => {
      const store = await open()
      const renamed = { ...region('r1', imageA, 1), label: 'dog' }
      const rename: RecordChange = { table: 'regions', id: 'r1', before: region('r1', imageA, 1), after: renamed }
      await store.apply([first, numbered(2, removes(region('r1', imageA, 1))), numbered(3, adds(renamed))])
      await store.apply([numbered(4, rename)])
      expect((await store.forImage(imageA)).document.regions).toEqual({ r1: renamed })
      store.close()
    })

    it('hands out every record for counting, again after changes, with what was said apart from reviews', async () => {
      const store = await open()
      const many = Array.from({ length: 1200 }, (_, n) =>
        n % 3 === 0 ? proposal(`m${n}`, n + 1) : region(`m${n}`, imageB, n + 1),
      )
      await store.apply([first, numbered(2, ...many.map(adds))])
      expect(await regionsOf(store)).toEqual(byId([...many, region('r1', imageA, 1)]))
      const moved = { ...proposal('m600', 601), shape: { kind: 'point', x: 1, y: 2 } } as Region
      const late = region('zz', imageA, 2)
      const [gone] = many
      if (gone === undefined) throw new Error('there are many')
      await store.apply([numbered(3, adds(moved), removes(gone), adds(late))])
      const left = [
        ...many.slice(1).map((each) => (each.id === moved.id ? moved : each)),
        late,
        region('r1', imageA, 1),
      ]
      expect(await regionsOf(store)).toEqual(byId(left))
      expect(await regionsOf(store)).toEqual(byId(left))
      await store.clear()
      expect(await regionsOf(store)).toEqual({})
      store.close()
    })

    it('hands out what can be reviewed: proposals, answers, and the regions that they mention', async () => {
      const store = await open()
      const answer = { ...turn, id: 't2', role: 'assistant', origin: 'model', order: 2 } as Turn
      await store.apply([
        first,
        second,
        numbered(3, adds(proposal('p', 9)), { table: 'turns', id: 't2', before: null, after: answer }),
      ])
      const { regions, turns, dialogues } = await store.reviewable()
      expect([byId(regions), turns, dialogues]).toEqual([
        byId([proposal('p', 9), region('r1', imageA, 1), region('far', imageB, 4)]),
        [answer],
        [dialogue],
      ])
      store.close()
    })

    it('keeps what is set for the project, and gives it with every image', async () => {
      const store = await open()
      const setting = (value: unknown) => ({ id: 'qa', value: { columns: value } })
      const set: RecordChange = { table: 'settings', id: 'qa', before: null, after: setting([1]) }
      await store.apply([first, numbered(2, set), numbered(3, { ...set, after: setting([2]) })])
      expect(await store.settings()).toEqual({ qa: setting([2]) })
      expect((await store.forImage(imageB)).document.settings).toEqual({ qa: setting([2]) })
      await store.clear()
      expect(await store.settings()).toEqual({})
      store.close()
    })

    it('hands out entries by number', async () => {
      const store = await open()
      const third = numbered(3)
      await store.apply([first, second, third])
      expect(await store.recentEntries(2)).toEqual([second, third])
      expect(await store.recentEntries(0)).toEqual([])
      expect(await store.entriesAfter(1)).toEqual([second, third])
      store.close()
    })

    it('forgets everything but the images when cleared', async () => {
      const store = await open()
      await store.putImages([image(imageA)])
      await store.apply([first])
      await store.clear()
      expect([await store.lastSeq(), await store.recentEntries(9), await store.images()]).toEqual([
        0,
        [],
        [image(imageA)],
      ])
      expect(await store.forImage(imageA)).toEqual({
        document: {
          images: { [imageA]: image(imageA) },
          regions: {},
          dialogues: {},
          turns: {},
          marks: {},
          settings: {},
        },
        highestNumber: 0,
      })
      store.close()
    })
  })
}
