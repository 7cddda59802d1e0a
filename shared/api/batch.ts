import * as v from 'valibot'
import { RowType } from '../dialogue/dialogue.ts'
import { Shape } from '../dialogue/region.ts'
import type { JournalEntry } from '../document/document.ts'
import { ImageId, ProjectId } from '../ids.ts'
import { call, stream } from '../rpc/contract.ts'
import { GenerateOptions } from './engine.ts'

const count = v.pipe(v.number(), v.integer(), v.minValue(0))

export const BatchQuestion = v.pipe(
  v.array(
    v.variant('kind', [
      v.object({ kind: v.literal('text'), text: v.string() }),
      v.object({ kind: v.literal('region') }),
    ]),
  ),
  v.minLength(1),
)
/** What every picture is asked. With a `region` in it, it is asked once for each region of the picture, which stands there. */
export type BatchQuestion = v.InferOutput<typeof BatchQuestion>

/** What becomes of pictures that have turns already: left alone, asked too, or asked in place of what earlier batches proposed and nobody judged. */
export const batchPolicies = ['skip', 'add', 'replace'] as const

export const BatchPlan = v.object({
  modelId: v.string(),
  question: BatchQuestion,
  /** As what the answers are kept; `row` with it makes them rows of the question table. */
  kind: v.picklist(['chat', 'qa', 'caption']),
  row: v.optional(v.object({ type: RowType })),
  policy: v.picklist(batchPolicies),
  options: GenerateOptions,
  /** Who asks, where somebody gave a name. */
  author: v.optional(v.string()),
})
/** How a batch asks. */
export type BatchPlan = v.InferOutput<typeof BatchPlan>

export const BatchWish = v.object({
  projectId: ProjectId,
  plan: BatchPlan,
  imageIds: v.pipe(v.array(ImageId), v.minLength(1)),
})
export type BatchWish = v.InferOutput<typeof BatchWish>

const Failure = v.object({
  code: v.string(),
  message: v.string(),
  hint: v.optional(v.string()),
  detail: v.optional(v.string()),
})

export const BatchState = v.object({
  id: v.string(),
  plan: BatchPlan,
  /** `paused` also after the program has ended under it. */
  state: v.picklist(['running', 'paused', 'stopped', 'done']),
  total: count,
  answered: count,
  skipped: count,
  failed: count,
  /** The first of those that failed. */
  failures: v.array(v.object({ imageId: ImageId, reason: Failure })),
  /** Of the last pictures; null before there are any. */
  perMinute: v.nullable(v.number()),
  secondsLeft: v.nullable(v.number()),
  /** Why it paused by itself. */
  trouble: v.nullable(Failure),
  startedAt: v.number(),
})
/** How far a batch is. */
export type BatchState = v.InferOutput<typeof BatchState>

export const TrialItem = v.object({
  imageId: ImageId,
  seconds: v.number(),
  answers: v.array(v.object({ text: v.string(), shapes: v.array(Shape) })),
  failure: v.nullable(Failure),
})
/** What one picture would get. */
export type TrialItem = v.InferOutput<typeof TrialItem>

const Committed = v.custom<JournalEntry>((value) => {
  const { seq, entry } = (value ?? {}) as { seq?: unknown; entry?: { id?: unknown; changes?: unknown } }
  return Number.isSafeInteger(seq) && typeof entry?.id === 'string' && Array.isArray(entry.changes)
})

export const BatchItem = v.variant('kind', [
  /** The project's latest batch, now and at every change; null when there was none. */
  v.object({ kind: v.literal('state'), batch: v.nullable(BatchState) }),
  /** Entries that the journal has. */
  v.object({ kind: v.literal('committed'), entries: v.array(Committed) }),
])
export type BatchItem = v.InferOutput<typeof BatchItem>

const ofProject = v.object({ projectId: ProjectId })

/** Asking many pictures the same, one after another; goes on without a page, and after a restart where somebody resumes it. */
export const batchApi = {
  /** Asks these pictures and keeps nothing. */
  'batch.try': stream(BatchWish, TrialItem),
  /** Begins a batch, which takes the place of the project's latest. Fails while that runs. */
  'batch.start': call(BatchWish, v.object({ id: v.string() })),
  'batch.pause': call(ofProject, v.object({})),
  'batch.resume': call(ofProject, v.object({})),
  /** Ends it for good; what was answered stays. */
  'batch.stop': call(ofProject, v.object({})),
  /** The pictures of the latest batch. */
  'batch.images': call(
    v.object({ projectId: ProjectId, which: v.picklist(['all', 'unprocessed', 'failed']) }),
    v.object({ imageIds: v.array(ImageId) }),
  ),
  /** Removes what the latest batch proposed and nobody has judged, as one step of the history; answers with the number of dialogues. */
  'batch.takeBack': call(ofProject, v.object({ dialogues: count })),
  /** What batches commit after `seq`, and how far the latest is. */
  'batch.watch': stream(v.object({ projectId: ProjectId, seq: count }), BatchItem),
}
