import type { ImageRecord } from '../../shared/dialogue/image.ts'
import type { Document, JournalEntry, RecordChange } from '../../shared/document/document.ts'
import type { Reviewable } from '../../shared/evaluation/review-queue.ts'
import type { ImageId } from '../../shared/ids.ts'

/** What a page needs of one image: its regions, its dialogues with their turns, and the regions those mention elsewhere. */
export type ImageDocument = {
  readonly document: Document
  /** The highest region number ever given on this image, deleted ones included; 0 when there was none. */
  readonly highestNumber: number
}

/** The queryable copy of one project's journal. Everything in it came from entries with a number, or from a scan of the folder. */
export type DocumentStore = {
  /** The number of the last entry taken in; 0 for a new or a lost database. */
  lastSeq(): Promise<number>
  /**
   * Takes in entries in one transaction: all or none. Entries up to `lastSeq` are skipped, so the same call may be repeated.
   * Rejects with a `SeqGapError`, having changed nothing, when the next number is missing.
   */
  apply(entries: readonly JournalEntry[]): Promise<void>
  /** The last entries in order, at most `limit`. */
  recentEntries(limit: number): Promise<JournalEntry[]>
  /** What is set for the project as a whole. */
  settings(): Promise<Document['settings']>
  /** Every entry after `seq`, in order. */
  entriesAfter(seq: number): Promise<JournalEntry[]>
  /** The image's records, its dialogues with their turns, and the regions of every image that these are about or mention. */
  forImage(id: ImageId): Promise<ImageDocument>
  /** What can be reviewed, of all images: proposals, answers, and the regions these mention. Reads every turn: for when a review is opened, not for every change. */
  reviewable(): Promise<Reviewable>
  /** Every region, dialogue, turn, mark and setting, some thousands at a time. Regions may lack what people said and did about them: reviews, edits and flags. */
  records(): AsyncIterable<RecordChange[]>
  /** Puts what a scan found; an image that is already there is replaced. */
  putImages(images: readonly ImageRecord[]): Promise<void>
  images(): Promise<ImageRecord[]>
  /** Forgets every record and entry, and starts again at 0. */
  clear(): Promise<void>
  close(): void
}

/** Entries were handed over with a hole before or between them; the journal has what is missing. */
export class SeqGapError extends Error {
  /** What the store has, as before: not even the entries ahead of the hole were taken in. */
  readonly lastSeq: number

  constructor(lastSeq: number, received: number, before: number) {
    super(`entry ${received} cannot follow entry ${before}`)
    this.name = 'SeqGapError'
    this.lastSeq = lastSeq
  }
}

/** The entries of a batch that are new after `lastSeq`, in order. Throws a `SeqGapError` when one is missing. */
export function newEntries(lastSeq: number, entries: readonly JournalEntry[]): JournalEntry[] {
  const fresh = entries.filter((each) => each.seq > lastSeq).sort((a, b) => a.seq - b.seq)
  let last = lastSeq
  for (const { seq } of fresh) {
    if (seq > last + 1) throw new SeqGapError(lastSeq, seq, last)
    last = seq
  }
  return fresh.filter((each, i) => each.seq !== fresh[i - 1]?.seq)
}
