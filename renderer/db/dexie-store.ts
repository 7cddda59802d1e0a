import { mentionedRegions } from '../../shared/dialogue/mentioned-regions.ts'
import type { Turn } from '../../shared/dialogue/turn.ts'
import type { Document, RecordChange, TableName } from '../../shared/document/document.ts'
import { highestNumbers } from '../../shared/document/region-numbers.ts'
import { isReviewable } from '../../shared/evaluation/review-queue.ts'
import { type DocumentStore, newEntries } from './document-store.ts'
import { imagesOf } from './images-of.ts'
import { dropPacks, packedRegions } from './packed-regions.ts'
import { type Database, defineDatabase } from './schema.ts'

const tables: readonly TableName[] = ['regions', 'dialogues', 'turns', 'marks', 'settings']

const recordsAtOnce = 5000

async function lastSeqOf(database: Database): Promise<number> {
  return (await database.meta.get('lastSeq'))?.value ?? 0
}

async function putChanges(database: Database, changes: readonly RecordChange[]): Promise<void> {
  const latest = new Map(changes.map((change) => [`${change.table}/${change.id}`, change]))
  for (const name of tables) {
    const touched = [...latest.values()].filter((change) => change.table === name)
    const puts = touched.flatMap((change) => (change.after === null ? [] : [change.after]))
    const removals = touched.flatMap((change) => (change.after === null ? [change.id] : []))
    if (puts.length > 0) await database.table(name).bulkPut(puts)
    if (removals.length > 0) await database.table(name).bulkDelete(removals)
    if (name === 'regions')
      await dropPacks(
        database,
        touched.map(({ id }) => id),
      )
  }
}

async function putNumbers(database: Database, changes: readonly RecordChange[]): Promise<void> {
  for (const [id, number] of highestNumbers(changes)) {
    const key = `number/${id}`
    const known = (await database.meta.get(key))?.value ?? 0
    if (number > known) await database.meta.put({ key, value: number })
  }
}

function recordsBy<T extends { readonly id: string }>(records: readonly T[]): Record<string, T> {
  return Object.fromEntries(records.map((record) => [record.id, record]))
}

function added(table: TableName, after: { readonly id: string }): RecordChange {
  return { table, id: after.id, before: null, after } as RecordChange
}

/** The store in IndexedDB. It may be lost as a whole (Chromium drops a damaged database): `lastSeq` is 0 then. */
export function createDexieStore(name: string): DocumentStore {
  const database = defineDatabase(name)
  const { regions, dialogues, turns, marks, settings, packs, entries, meta } = database
  const written = [regions, dialogues, turns, marks, settings, packs, entries, meta]

  async function loadDocument(id: string): Promise<Document> {
    const [image, mark, settings, dialogues] = await Promise.all([
      database.images.where('id').equals(id).toArray(),
      database.marks.where('id').equals(id).toArray(),
      database.settings.toArray(),
      database.dialogues.where('imageIds').equals(id).toArray(),
    ])
    const [turns, own] = await Promise.all([
      database.turns
        .where('dialogueId')
        .anyOf(dialogues.map((each) => each.id))
        .toArray(),
      database.regions
        .where('imageId')
        .anyOf([...imagesOf(id, dialogues)])
        .toArray(),
    ])
    const here = recordsBy(own)
    const elsewhere = [...mentionedRegions(turns)].filter((each) => here[each] === undefined)
    const mentioned = await database.regions.where('id').anyOf(elsewhere).toArray()
    return {
      images: recordsBy(image),
      regions: { ...here, ...recordsBy(mentioned) },
      dialogues: recordsBy(dialogues),
      turns: recordsBy(turns),
      marks: recordsBy(mark),
      settings: recordsBy(settings),
    }
  }

  /** A table in pieces, in the order of ids. */
  async function* rowsOf<T extends { readonly id: string }>(table: TableName): AsyncIterable<T[]> {
    for (let after = ''; ; ) {
      const rows = (await database.table(table).where('id').above(after).limit(recordsAtOnce).toArray()) as T[]
      const last = rows[rows.length - 1]
      if (last === undefined) return
      yield rows
      after = last.id
    }
  }

  return {
    lastSeq: () => lastSeqOf(database),
    async apply(entries) {
      await database.transaction('rw', written, async () => {
        const fresh = newEntries(await lastSeqOf(database), entries)
        const last = fresh[fresh.length - 1]
        if (last === undefined) return
        const changes = fresh.flatMap((each) => each.entry.changes)
        await putChanges(database, changes)
        await putNumbers(database, changes)
        await database.entries.bulkPut(fresh)
        await database.meta.put({ key: 'lastSeq', value: last.seq })
      })
    },
    async recentEntries(limit) {
      return (await database.entries.orderBy('seq').reverse().limit(limit).toArray()).reverse()
    },
    settings: async () => recordsBy(await settings.toArray()),
    entriesAfter: async (seq) => await database.entries.where('seq').above(seq).sortBy('seq'),
    async forImage(id) {
      return await database.transaction('r', [...written, database.images], async () => ({
        document: await loadDocument(id),
        highestNumber: (await database.meta.get(`number/${id}`))?.value ?? 0,
      }))
    },
    async reviewable() {
      return await database.transaction('r', [regions, turns, dialogues], async () => {
        const answers: Turn[] = []
        for await (const some of rowsOf<Turn>('turns')) answers.push(...some.filter(isReviewable))
        const [proposals, every] = await Promise.all([
          database.regions.orderBy('proposal.turnId').toArray(),
          dialogues.toArray(),
        ])
        const known = new Set<string>(proposals.map(({ id }) => id))
        const others = [...mentionedRegions(answers)].filter((id) => !known.has(id))
        const mentioned = await regions.where('id').anyOf(others).toArray()
        return { regions: [...proposals, ...mentioned], turns: answers, dialogues: every }
      })
    },
    async *records() {
      for await (const rows of packedRegions(database)) yield rows.map((row) => added('regions', row))
      for (const table of ['dialogues', 'turns', 'marks', 'settings'] as const)
        for await (const rows of rowsOf<Document[typeof table][string]>(table))
          yield rows.map((row) => added(table, row))
    },
    async putImages(images) {
      await database.images.bulkPut([...images])
    },
    images: async () => await database.images.toArray(),
    async clear() {
      await database.transaction('rw', written, async () => {
        for (const table of written) await table.clear()
      })
    },
    close() {
      database.close()
    },
  }
}
