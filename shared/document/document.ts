import * as v from 'valibot'
import { Dialogue } from '../dialogue/dialogue.ts'
import type { ImageRecord } from '../dialogue/image.ts'
import { Region } from '../dialogue/region.ts'
import { Turn } from '../dialogue/turn.ts'
import { CommitId, ImageId } from '../ids.ts'

/** Records by id. Maps, never arrays: a removal is one patch. */
export type Document = {
  readonly images: Readonly<Record<string, ImageRecord>>
  readonly regions: Readonly<Record<string, Region>>
  readonly dialogues: Readonly<Record<string, Dialogue>>
  readonly turns: Readonly<Record<string, Turn>>
}

/** A document without records. */
export const emptyDocument: Document = { images: {}, regions: {}, dialogues: {}, turns: {} }

/** The kinds of record that people change and that history and journal carry. */
export type TableName = 'regions' | 'dialogues' | 'turns'

export const RecordChange = v.variant('table', [
  v.object({ table: v.literal('regions'), id: v.string(), before: v.nullable(Region), after: v.nullable(Region) }),
  v.object({
    table: v.literal('dialogues'),
    id: v.string(),
    before: v.nullable(Dialogue),
    after: v.nullable(Dialogue),
  }),
  v.object({ table: v.literal('turns'), id: v.string(), before: v.nullable(Turn), after: v.nullable(Turn) }),
])
/** One record's change: `before` null is an addition, `after` null a removal. Swapping the two undoes it. */
export type RecordChange = v.InferOutput<typeof RecordChange>

export const Entry = v.object({
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
export type Entry = v.InferOutput<typeof Entry>

export const JournalEntry = v.object({ seq: v.pipe(v.number(), v.integer(), v.minValue(1)), entry: Entry })
/** An entry with the number the journal gave it: 1, 2, 3 … without gaps within a project. */
export type JournalEntry = v.InferOutput<typeof JournalEntry>
