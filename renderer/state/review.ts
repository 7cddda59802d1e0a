import type { Accessor } from 'solid-js'
import type { Review as GivenReview, Region, Verdict } from '../../shared/dialogue/region.ts'
import type { Part, Turn } from '../../shared/dialogue/turn.ts'
import type { QueueOrder, Reviewable, ReviewItem } from '../../shared/evaluation/review-queue.ts'

/** Which items are in the queue: those nobody has judged, or a whole pass of one's own. */
export type ReviewScope = 'open' | 'pass'

/** How the queue is made. */
export type QueueOptions = {
  readonly scope: ReviewScope
  readonly order: QueueOrder
  readonly percent: number
  readonly seed: number
}

/** The item in hand as the document has it now. */
export type ReviewRecord =
  | { readonly kind: 'region'; readonly region: Region }
  | { readonly kind: 'turn'; readonly turn: Turn; readonly question: Turn | null }

/** Looking at one thing after another, and saying what one thinks of it. */
export type Review = {
  readonly options: Accessor<QueueOptions>
  setOptions(change: Partial<QueueOptions>): void
  /** Reads what can be reviewed, of all pictures, and makes the queue anew. */
  load(): Promise<void>
  /** Reads the records again and leaves the queue as it is. */
  refresh(): Promise<void>
  readonly loading: Accessor<boolean>
  /** What `load` read; for comparing passes. */
  readonly records: Accessor<Reviewable>
  readonly items: Accessor<readonly ReviewItem[]>
  readonly current: Accessor<ReviewItem | null>
  /** The current item once its picture is open; `null` before, and when it was deleted. */
  readonly record: Accessor<ReviewRecord | null>
  go(id: string): void
  /** Brings an item to the front that the queue leaves out, such as one that others judged. */
  show(id: string): void
  step(by: 1 | -1): void
  /** One's own verdict, or `null`. */
  verdict(id: string): Verdict | null
  readonly remaining: Accessor<number>
  /** Items a minute since the queue was made; `null` before the first verdict. */
  readonly rate: Accessor<number | null>
  /** False while nothing can be judged: no name, no item in view, read only. */
  readonly ready: Accessor<boolean>
  /** Commits a verdict on the current item and goes to the next open one. `words`: what an answer should have said. */
  judge(verdict: Verdict, words?: readonly Part[]): void
  /** Decides between passes that disagree. */
  settle(kind: 'region' | 'turn', id: string, by: GivenReview): Promise<void>
  readonly comment: Accessor<string>
  /** Goes with the verdict; of an item already judged it is committed at once. */
  setComment(text: string): void
  readonly editing: Accessor<boolean>
  setEditing(editing: boolean): void
  readonly commenting: Accessor<boolean>
  setCommenting(commenting: boolean): void
  readonly wholePicture: Accessor<boolean>
  setWholePicture(whole: boolean): void
}
