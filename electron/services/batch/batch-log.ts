import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { BatchPlan } from '../../../shared/api/batch.ts'
import type { ErrorData } from '../../../shared/errors.ts'
import { ImageId } from '../../../shared/ids.ts'
import { writeFileDurably } from '../files/durable-file.ts'
import { readLines } from '../files/read-lines.ts'

const Head = v.object({
  batch: v.literal(1),
  id: v.string(),
  plan: BatchPlan,
  imageIds: v.array(ImageId),
  startedAt: v.number(),
})
/** What a batch is, as its file begins. */
export type BatchHead = v.InferOutput<typeof Head>

const Reason = v.object({
  code: v.string(),
  message: v.string(),
  hint: v.optional(v.string()),
  detail: v.optional(v.string()),
})
const Line = v.union([
  v.object({ imageId: ImageId, outcome: v.picklist(['answered', 'skipped', 'failed']), reason: v.optional(Reason) }),
  v.object({ state: v.picklist(['running', 'paused', 'stopped', 'done']) }),
])
type BatchLine = v.InferOutput<typeof Line>

/** What became of one picture. */
export type Outcome = { readonly kind: 'answered' | 'skipped' | 'failed'; readonly reason?: ErrorData | undefined }
export type BatchStage = 'running' | 'paused' | 'stopped' | 'done'

/** A project's latest batch as its file tells it. */
export type BatchStory = {
  readonly head: BatchHead
  readonly outcomes: ReadonlyMap<ImageId, Outcome>
  readonly stage: BatchStage
}

/** Keeps what becomes of each picture; what was answered is in the journal as well, which counts. */
export type BatchLog = {
  note(imageId: ImageId, outcome: Outcome): Promise<void>
  noteStage(stage: BatchStage): Promise<void>
  close(): Promise<void>
}

const pathIn = (folder: string): string => join(folder, 'batch.jsonl')

/** Begins the file of a new batch in place of the one before. */
export async function beginBatchLog(folder: string, head: BatchHead): Promise<void> {
  await writeFileDurably(pathIn(folder), [`${JSON.stringify(head)}\n`])
}

/** Opens the file for more lines; a torn last one is cut off. */
export async function openBatchLog(folder: string): Promise<BatchLog> {
  const file = await open(pathIn(folder), 'a+')
  await cutTornLine(file)
  const write = (line: BatchLine): Promise<void> => file.appendFile(`${JSON.stringify(line)}\n`)
  return {
    note: (imageId, { kind, reason }) =>
      write({ imageId, outcome: kind, ...(reason === undefined ? {} : { reason: { ...reason } }) }),
    async noteStage(state) {
      await write({ state })
      await file.datasync()
    },
    close: () => file.close(),
  }
}

async function cutTornLine(file: FileHandle): Promise<void> {
  let end = 0
  for await (const line of readLines(file)) if (line.complete) end = line.end
  await file.truncate(end)
}

/** Reads a project's latest batch; null when there was none, or its file does not begin like one. Lines that cannot be read say nothing. */
export async function readBatchLog(folder: string): Promise<BatchStory | null> {
  const file = await open(pathIn(folder), 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (file === null) return null
  try {
    let head: BatchHead | null = null
    let stage: BatchStage = 'paused'
    const outcomes = new Map<ImageId, Outcome>()
    for await (const { text, complete } of readLines(file)) {
      if (!complete) break
      const value = parse(text)
      if (head === null) {
        const parsed = v.safeParse(Head, value)
        if (!parsed.success) return null
        head = parsed.output
        continue
      }
      const line = v.safeParse(Line, value)
      if (!line.success) continue
      if ('state' in line.output) stage = line.output.state
      else outcomes.set(line.output.imageId, { kind: line.output.outcome, reason: line.output.reason as ErrorData })
    }
    return head && { head, outcomes, stage }
  } finally {
    await file.close()
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
