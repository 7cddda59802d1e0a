import * as v from 'valibot'
import { Dialogue } from '../dialogue/dialogue.ts'
import type { ImageRecord } from '../dialogue/image.ts'
import { Region } from '../dialogue/region.ts'
import { Turn } from '../dialogue/turn.ts'
import { CommitId, ImageId } from '../ids.ts'
import { Mark } from './mark.ts'
import { Setting } from './setting.ts'

/** Records by id. Maps, never arrays: a removal is one patch. */
export type Document = {
  readonly images: Readonly<Record<string, ImageRecord>>
  readonly regions: Readonly<Record<string, Region>>
  readonly dialogues: Readonly<Record<string, Dialogue>>
  readonly turns: Readonly<Record<string, Turn>>
  /** By image id. */
  readonly marks: Readonly<Record<string, Mark>>
  /** By what is set. */
  readonly settings: Readonly<Record<string, Setting>>
}

/** A document without records. */
export const emptyDocument: Document = { images: {}, regions: {}, dialogues: {}, turns: {}, marks: {}, settings: {} }

/** The kinds of record that people change and that history and journal carry. */
export type TableName = 'regions' | 'dialogues' | 'turns' | 'marks' | 'settings'

type ChangeOf<Table extends TableName, Item> = {
  table: Table
  id: string
  before: Item | null
  after: Item | null
}

/** One record's change: `before` null is an addition, `after` null a removal. Swapping the two undoes it. */
export type RecordChange =
  | ChangeOf<'regions', Region>
  | ChangeOf<'dialogues', Dialogue>
  | ChangeOf<'turns', Turn>
  | ChangeOf<'marks', Mark>
  | ChangeOf<'settings', Setting>

function changeOf<Table extends TableName, Item>(table: Table, record: v.GenericSchema<unknown, Item>) {
  return v.object({ table: v.literal(table), id: v.string(), before: v.nullable(record), after: v.nullable(record) })
}

// Typed by hand: inferred through every table, the contract of the whole program is deeper than the compiler follows.
export const RecordChange: v.GenericSchema<RecordChange> = v.variant('table', [
  changeOf('regions', Region),
  changeOf('dialogues', Dialogue),
  changeOf('turns', Turn),
  changeOf('marks', Mark),
  changeOf('settings', Setting),
]) as unknown as v.GenericSchema<RecordChange>

const EntryFields = v.object({
  id: CommitId,
  /** `base` brings records about without being a step of anybody's: a sample's content, what a journal folded away. */
  kind: v.picklist(['commit', 'undo', 'redo', 'base']),
  /** For an undo or redo: the commit it takes back or repeats. */
  of: v.optional(CommitId),
  /** Commits of one group are undone and redone together (a question and its answer). */
  group: v.optional(v.string()),
  /** Key of the sentence shown in the history, e.g. `history.move-region`. */
  label: v.string(),
  /** The image that was open; an undo elsewhere goes there first. */
  imageId: v.nullable(ImageId),
  changes: v.array(RecordChange),
  at: v.number(),
})
/** One committed change, as the journal and the store keep it. */
export interface Entry extends v.InferOutput<typeof EntryFields> {}
export const Entry: v.GenericSchema<unknown, Entry> = EntryFields

export const JournalEntry = v.object({ seq: v.pipe(v.number(), v.integer(), v.minValue(1)), entry: Entry })
/** An entry with the number the journal gave it: 1, 2, 3 … without gaps within a project. */
export type JournalEntry = v.InferOutput<typeof JournalEntry>
