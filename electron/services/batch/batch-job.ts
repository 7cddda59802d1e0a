import { performance } from 'node:perf_hooks'
import type { BatchState } from '../../../shared/api/batch.ts'
import type { Entry, RecordChange } from '../../../shared/document/document.ts'
import { AppError, type ErrorCode, type ErrorData, toAppError } from '../../../shared/errors.ts'
import { type CommitId, type ImageId, newId, type ProjectId } from '../../../shared/ids.ts'
import type { Engine } from '../engine/engine.ts'
import type { Models } from '../engine/models.ts'
import type { ProjectAccess } from '../project/project-access.ts'
import { askPicture, asksOfRegions, changesOfAsked, regionsToAsk } from './batch-answer.ts'
import {
  type BatchHead,
  type BatchLog,
  type BatchStage,
  type BatchStory,
  type Outcome,
  openBatchLog,
} from './batch-log.ts'
import { type BatchRecords, readBatchRecords, removalOfProposed } from './batch-records.ts'

export type BatchParts = {
  readonly engine: Engine
  readonly models: Models
  readonly project: ProjectAccess
  readonly appVersion: string
}

/** A batch of one project, as far as it is. */
export type BatchJob = {
  readonly head: BatchHead
  readonly outcomes: ReadonlyMap<ImageId, Outcome>
  state(): BatchState
  /** Goes on with the pictures that have no outcome; at once for one that runs. */
  run(): void
  /** Resolves when nothing is being asked any more. */
  halt(stage: 'paused' | 'stopped'): Promise<void>
}

/** What concerns the run and not the picture: going on would only repeat it. */
const fatal: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'project.not-open',
  'project.not-writer',
  'journal.write-failed',
  'model.not-found',
  'model.missing-file',
  'model.bad-manifest',
  'engine.no-provider',
  'engine.out-of-memory',
])
const mostCrashes = 3
const shownFailures = 200
/** Pictures that the rate is taken from. */
const window = 20

/** `tell` is called at every change of the state. */
export function createBatchJob(parts: BatchParts, projectId: ProjectId, story: BatchStory, tell: () => void): BatchJob {
  const { engine, models, project, appVersion } = parts
  const { head } = story
  const { plan } = head
  const outcomes = new Map(story.outcomes)
  const counts = { answered: 0, skipped: 0, failed: 0 }
  const failures: BatchState['failures'] = []
  for (const [imageId, outcome] of outcomes) tally(imageId, outcome)
  let stage: BatchStage = story.stage === 'running' ? 'paused' : story.stage
  let trouble: ErrorData | null = null
  let took: number[] = []
  let stop: AbortController | null = null
  let working: Promise<void> = Promise.resolve()

  function tally(imageId: ImageId, { kind, reason }: Outcome): void {
    counts[kind]++
    if (kind === 'failed' && reason && failures.length < shownFailures) failures.push({ imageId, reason })
  }

  async function work(mine: AbortController, log: BatchLog): Promise<void> {
    const { signal } = mine
    const { manifest } = await models.find(plan.modelId)
    await engine.load(plan.modelId)
    const images = await project.images(projectId)
    const heard: RecordChange[] = []
    let records: BatchRecords | null = null
    const end = project.hear(projectId, (entries) => {
      const changes = entries.flatMap(({ entry }) => entry.changes)
      if (records === null) heard.push(...changes)
      else records.take(changes)
    })
    try {
      const known = await readBatchRecords(project, projectId, head.imageIds)
      known.take(heard)
      records = known
      let crashes = 0
      for (const imageId of head.imageIds) {
        if (signal.aborted) return
        if (outcomes.has(imageId)) continue
        const before = known.of(imageId)
        // What the journal has counts, also where the program ended before the file of the batch said so.
        const isThere = before.dialogues.some(({ batch }) => batch === head.id)
        const started = performance.now()
        const outcome: Outcome | null = isThere ? { kind: 'answered' } : await one(imageId)
        if (outcome === null) return
        outcomes.set(imageId, outcome)
        tally(imageId, outcome)
        if (outcome.kind === 'answered' && !isThere)
          took = [...took, (performance.now() - started) / 1000].slice(-window)
        await log.note(imageId, outcome)
        crashes = outcome.reason?.code === 'engine.crashed' ? crashes + 1 : 0
        if (outcome.reason && crashes >= mostCrashes) throw AppError.fromData(outcome.reason)
        tell()
      }

      async function one(imageId: ImageId): Promise<Outcome | null> {
        const before = known.of(imageId)
        if (plan.policy === 'skip' && before.turns.length > 0) return { kind: 'skipped' }
        if (asksOfRegions(plan) && regionsToAsk(manifest, before).length === 0) return { kind: 'skipped' }
        try {
          const image = images.get(imageId)
          const imagePath = project.imagePath(projectId, imageId)
          if (image === undefined) return { kind: 'skipped' }
          const asked = await askPicture({
            engine,
            manifest,
            plan,
            batch: head.id,
            image,
            imagePath,
            records: before,
            appVersion,
            signal,
          })
          const now = known.of(imageId)
          const removal = plan.policy === 'replace' ? removalOfProposed(now) : []
          const entry: Entry = {
            id: newId<CommitId>(),
            // No step of anybody's: whoever works on while it runs undoes their own steps.
            kind: 'base',
            label: 'history.batch',
            imageId,
            changes: [...removal, ...changesOfAsked(asked, now.highest + 1)],
            at: Date.now(),
          }
          await project.append(projectId, [entry])
          return { kind: 'answered' }
        } catch (thrown) {
          const error = toAppError(thrown)
          if (signal.aborted) return null
          if (fatal.has(error.code)) throw error
          return { kind: 'failed', reason: error.toData() }
        }
      }
    } finally {
      end()
    }
  }

  async function turn(mine: AbortController): Promise<void> {
    const log = await openBatchLog(project.dataFolder(projectId))
    try {
      await log.noteStage('running')
      await work(mine, log)
      if (!mine.signal.aborted) stage = 'done'
    } catch (thrown) {
      trouble = toAppError(thrown).toData()
      if (!mine.signal.aborted) stage = 'paused'
    } finally {
      if (stop === mine) stop = null
      await log.noteStage(stage).finally(log.close)
      tell()
    }
  }

  return {
    head,
    outcomes,
    state(): BatchState {
      const seconds = took.reduce((sum, each) => sum + each, 0)
      const each = took.length === 0 ? null : seconds / took.length
      const left = head.imageIds.length - outcomes.size
      return {
        id: head.id,
        plan,
        state: stage,
        total: head.imageIds.length,
        ...counts,
        failures: [...failures],
        perMinute: each === null ? null : 60 / each,
        secondsLeft: each === null || left === 0 ? null : each * left,
        trouble,
        startedAt: head.startedAt,
      }
    },
    run() {
      if (stage === 'running') return
      const mine = new AbortController()
      stop = mine
      stage = 'running'
      trouble = null
      took = []
      working = working.then(() => turn(mine)).catch(() => undefined)
      tell()
    },
    async halt(to) {
      if (stage === to || stage === 'done' || stage === 'stopped') return
      const wasRunning = stop !== null
      stage = to
      stop?.abort()
      await working
      if (!wasRunning) {
        const log = await openBatchLog(project.dataFolder(projectId))
        await log.noteStage(stage).finally(log.close)
      }
      tell()
    },
  }
}
