import 'fake-indexeddb/auto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Region } from '../../shared/dialogue/region.ts'
import type { JournalEntry, RecordChange } from '../../shared/document/document.ts'
import { createDexieStore } from './dexie-store.ts'
import { packedRegions } from './packed-regions.ts'
import { defineDatabase } from './schema.ts'

const region = (n: number, label: string): Region => ({
  id: `r${String(n).padStart(5, '0')}` as never,
  imageId: `image${n % 3}` as never,
  number: n + 1,
  shape: { kind: 'box', x1: n, y1: 0, x2: n + 0.5, y2: 1 },
  label,
  origin: 'human',
  createdAt: 1,
})
const entry = (seq: number, changes: RecordChange[]): JournalEntry => ({
  seq,
  entry: { id: `c${seq}` as never, kind: 'commit', label: 'history.x', imageId: null, changes, at: seq },
})

/** Some packs, and some regions beyond them. */
const many = 110
const sizes = { most: 20, least: 5 }

it('what is counted is what is stored, whatever was changed between and during two readings', async () => {
  let runs = 0
  const change = fc.record({ n: fc.nat(many + 20), kind: fc.constantFrom('put', 'remove'), reads: fc.nat(8) })
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 25 }), async (changes) => {
      const name = `deixis-packs-${runs++}`
      const store = createDexieStore(name)
      const database = defineDatabase(name)
      const now = new Map<string, Region>()
      const first = Array.from({ length: many }, (_, n) => region(n, 'first'))
      for (const each of first) now.set(each.id, each)
      await store.apply([
        entry(
          1,
          first.map((after) => ({ table: 'regions', id: after.id, before: null, after })),
        ),
      ])
      let seq = 1
      for (const { n, kind, reads } of changes) {
        const after = kind === 'put' ? region(n, `label ${seq}`) : null
        const { id } = region(n, '')
        const reading = packedRegions(database, sizes)
        for (let at = 0; at < reads; at++) await reading.next()
        await store.apply([
          entry(++seq, [{ table: 'regions', id, before: now.get(id) ?? null, after } as RecordChange]),
        ])
        if (after === null) now.delete(id)
        else now.set(id, after)
        for (let next = await reading.next(); !next.done; next = await reading.next());
      }
      const counted = new Map<string, unknown>()
      for await (const some of packedRegions(database, sizes)) for (const each of some) counted.set(each.id, each)
      expect(counted).toEqual(new Map([...now].sort(([a], [b]) => (a < b ? -1 : 1))))
      database.close()
      store.close()
    }),
    { numRuns: 20 },
  )
})

it('regions are packed once, and a change unpacks only those around it', async () => {
  const name = 'deixis-packs-once'
  const store = createDexieStore(name)
  const first = Array.from({ length: 43 }, (_, n) => region(n, 'first'))
  await store.apply([
    entry(
      1,
      first.map((after) => ({ table: 'regions', id: after.id, before: null, after })),
    ),
  ])
  const database = defineDatabase(name)
  const packs = async () => (await database.packs.toArray()).map(({ id, after }) => [after, id])
  expect(await packs()).toEqual([])
  for await (const _ of packedRegions(database, sizes));
  const two = [
    ['', 'r00019'],
    ['r00019', 'r00039'],
  ]
  expect(await packs()).toEqual(two)
  await store.apply([entry(2, [{ table: 'regions', id: 'r00030', before: null, after: region(30, 'second') }])])
  expect(await packs()).toEqual(two.slice(0, 1))
  for await (const _ of packedRegions(database, sizes));
  expect(await packs()).toEqual(two)
  database.close()
  store.close()
})

it('a database of the version before gets its index and its packs', async () => {
  const name = 'deixis-packs-old'
  const { Dexie } = await import('dexie')
  const old = new Dexie(name)
  old.version(1).stores({
    images: 'id',
    regions: 'id, imageId',
    dialogues: 'id, *imageIds',
    turns: 'id, dialogueId',
    entries: 'seq',
    meta: 'key',
  })
  old.version(2).stores({ marks: 'id' })
  const proposed = { ...region(1, 'a'), proposal: { turnId: 't', predicted: region(1, '').shape, judgement: 'open' } }
  await old.table('regions').bulkPut([region(0, 'b'), proposed])
  old.close()
  const store = createDexieStore(name)
  expect((await store.reviewable()).regions).toEqual([proposed])
  const all = []
  for await (const records of store.records()) all.push(...records.map(({ after }) => after))
  expect(all).toEqual([region(0, 'b'), proposed])
  store.close()
})
