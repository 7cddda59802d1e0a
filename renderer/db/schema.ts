import { Dexie, type EntityTable, type Table } from 'dexie'
import type { Dialogue } from '../../shared/dialogue/dialogue.ts'
import type { ImageRecord } from '../../shared/dialogue/image.ts'
import type { Region } from '../../shared/dialogue/region.ts'
import type { Turn } from '../../shared/dialogue/turn.ts'
import type { JournalEntry } from '../../shared/document/document.ts'
import type { Mark } from '../../shared/document/mark.ts'
import type { Setting } from '../../shared/document/setting.ts'
import type { ProjectId } from '../../shared/ids.ts'
import type { RegionPack } from './packed-regions.ts'

/** Facts about the database itself: `lastSeq`, and `number/<image id>` for the highest region number ever given. */
export type Meta = { readonly key: string; readonly value: number }

/** One project's tables. */
export type Database = Dexie & {
  images: EntityTable<ImageRecord, 'id'>
  regions: EntityTable<Region, 'id'>
  dialogues: EntityTable<Dialogue, 'id'>
  turns: EntityTable<Turn, 'id'>
  marks: EntityTable<Mark, 'id'>
  settings: EntityTable<Setting, 'id'>
  /** A copy of the regions; what is not in it is read from `regions`. */
  packs: Table<RegionPack, string>
  entries: Table<JournalEntry, number>
  meta: Table<Meta, string>
}

/** The name of a project's database within the page's origin. */
export function databaseName(projectId: ProjectId): string {
  return `deixis-${projectId}`
}

/** Opens nothing yet: Dexie does at the first query. Versions are numbered and only ever add. */
export function defineDatabase(name: string): Database {
  const database = new Dexie(name, { chromeTransactionDurability: 'strict' }) as Database
  database.version(1).stores({
    images: 'id',
    regions: 'id, imageId',
    dialogues: 'id, *imageIds',
    turns: 'id, dialogueId',
    entries: 'seq',
    meta: 'key',
  })
  database.version(2).stores({ marks: 'id' })
  // Only proposals have a turn, so that the second index knows them and no other region.
  database.version(3).stores({ regions: 'id, imageId, proposal.turnId', packs: 'id' })
  database.version(4).stores({ settings: 'id' })
  return database
}
