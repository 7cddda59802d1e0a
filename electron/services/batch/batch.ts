import { performance } from 'node:perf_hooks'
import type { BatchItem, BatchWish, batchApi, TrialItem } from '../../../shared/api/batch.ts'
import type { Entry, JournalEntry, RecordChange } from '../../../shared/document/document.ts'
import { AppError, toAppError } from '../../../shared/errors.ts'
import { plainWords } from '../../../shared/evaluation/review-queue.ts'
import { type CommitId, newId, type ProjectId } from '../../../shared/ids.ts'
import type { Handlers } from '../../../shared/rpc/contract.ts'
import { makePushQueue } from '../flow/push-queue.ts'
import { askPicture } from './batch-answer.ts'
import { type BatchJob, type BatchParts, createBatchJob } from './batch-job.ts'
import { type BatchHead, type BatchStory, beginBatchLog, readBatchLog } from './batch-log.ts'
import { readBatchRecords, removalOfProposed } from './batch-records.ts'

export type BatchService = {
  readonly handlers: Handlers<typeof batchApi>
  /** Ends what runs; it can be resumed at the next start. */
  close(): Promise<void>
}

const changesAtOnce = 300
const labels: ReadonlySet<string> = new Set(['history.batch', 'history.batch-take-back'])

/** Asks many pictures the same, for every open project. */
export function createBatchService(parts: BatchParts): BatchService {
  const { engine, models, project, appVersion } = parts
  const jobs = new Map<ProjectId, Promise<BatchJob | null>>()
  const watchers = new Map<ProjectId, Set<() => void>>()

  function tell(projectId: ProjectId): void {
    for (const watcher of watchers.get(projectId) ?? []) watcher()
  }

  function latest(projectId: ProjectId): Promise<BatchJob | null> {
    const known = jobs.get(projectId)
    if (known) return known
    const read = readBatchLog(project.dataFolder(projectId)).then(
      (story) => story && createBatchJob(parts, projectId, story, () => tell(projectId)),
    )
    jobs.set(projectId, read)
    read.catch(() => jobs.delete(projectId))
    return read
  }

  async function job(projectId: ProjectId): Promise<BatchJob> {
    const found = await latest(projectId)
    if (!found) throw new AppError('rpc.bad-input', { message: 'There was no batch in this project yet.' })
    return found
  }

  function mustWrite(projectId: ProjectId, connection: string): void {
    if (!project.mayWrite(projectId, connection)) throw new AppError('project.not-writer')
  }

  async function* tryOut({ projectId, plan, imageIds }: BatchWish, signal: AbortSignal): AsyncGenerator<TrialItem> {
    const { manifest } = await models.find(plan.modelId)
    await engine.load(plan.modelId)
    const images = await project.images(projectId)
    const records = await readBatchRecords(project, projectId, imageIds)
    for (const imageId of imageIds) {
      const started = performance.now()
      const seconds = (): number => (performance.now() - started) / 1000
      try {
        const image = images.get(imageId)
        if (image === undefined) throw new AppError('image.not-found', { detail: imageId })
        const imagePath = project.imagePath(projectId, imageId)
        const own = records.of(imageId)
        const asking = { engine, manifest, plan, batch: 'trial', image, imagePath, records: own, appVersion, signal }
        const asked = await askPicture(asking)
        const answers = asked.map(({ answer, question }) => {
          const named = new Map([...own.regions, ...answer.regions].map((region) => [region.id as string, region]))
          const about = asked.length > 1 ? `${plainWords(question.parts, (id) => named.get(id))} ` : ''
          const text = about + plainWords(answer.parts, (id) => named.get(id))
          return { text, shapes: answer.regions.map(({ shape }) => shape) }
        })
        yield { imageId, seconds: seconds(), answers, failure: null }
      } catch (thrown) {
        if (signal.aborted) throw thrown
        yield { imageId, seconds: seconds(), answers: [], failure: toAppError(thrown).toData() }
      }
    }
  }

  async function takeBack(projectId: ProjectId, found: BatchJob): Promise<number> {
    const records = await readBatchRecords(project, projectId, found.head.imageIds)
    const group = newId<string>()
    const entries: Entry[] = []
    let changes: RecordChange[] = []
    let dialogues = 0
    const close = (): void => {
      if (changes.length === 0) return
      entries.push({
        id: newId<CommitId>(),
        kind: 'commit',
        group,
        label: 'history.batch-take-back',
        imageId: null,
        changes,
        at: Date.now(),
      })
      changes = []
    }
    for (const imageId of found.head.imageIds) {
      const removal = removalOfProposed(records.of(imageId), found.head.id)
      dialogues += removal.filter(({ table }) => table === 'dialogues').length
      changes.push(...removal)
      if (changes.length >= changesAtOnce) close()
    }
    close()
    if (entries.length > 0) await project.append(projectId, entries)
    return dialogues
  }

  const handlers: Handlers<typeof batchApi> = {
    'batch.try': (wish, { signal }) => tryOut(wish, signal),
    async 'batch.start'({ projectId, plan, imageIds }, { connection }) {
      mustWrite(projectId, connection)
      const before = await latest(projectId)
      if (before?.state().state === 'running') {
        throw new AppError('engine.busy', { message: 'A batch is running.', hint: 'Stop it first, or wait for it.' })
      }
      await models.find(plan.modelId)
      await before?.halt('stopped')
      const id = newId<string>()
      const head: BatchHead = { batch: 1, id, plan, imageIds: [...new Set(imageIds)], startedAt: Date.now() }
      await beginBatchLog(project.dataFolder(projectId), head)
      const story: BatchStory = { head, outcomes: new Map(), stage: 'paused' }
      const begun = createBatchJob(parts, projectId, story, () => tell(projectId))
      jobs.set(projectId, Promise.resolve(begun))
      begun.run()
      return { id }
    },
    async 'batch.pause'({ projectId }) {
      await (await job(projectId)).halt('paused')
      return {}
    },
    async 'batch.resume'({ projectId }, { connection }) {
      mustWrite(projectId, connection)
      const found = await job(projectId)
      if (found.state().state === 'paused') found.run()
      return {}
    },
    async 'batch.stop'({ projectId }) {
      await (await job(projectId)).halt('stopped')
      return {}
    },
    async 'batch.images'({ projectId, which }) {
      const { head, outcomes } = await job(projectId)
      const wanted = (id: (typeof head.imageIds)[number]): boolean =>
        which === 'all' || (which === 'failed' ? outcomes.get(id)?.kind === 'failed' : !outcomes.has(id))
      return { imageIds: head.imageIds.filter(wanted) }
    },
    async 'batch.takeBack'({ projectId }, { connection }) {
      mustWrite(projectId, connection)
      return { dialogues: await takeBack(projectId, await job(projectId)) }
    },
    async *'batch.watch'({ projectId, seq }, { signal }) {
      const items = makePushQueue<BatchItem>(signal)
      let told = seq
      const push = (entries: readonly JournalEntry[]): void => {
        const own = entries.filter((each) => each.seq > told && labels.has(each.entry.label))
        told = Math.max(told, ...own.map((each) => each.seq))
        if (own.length > 0) items.push({ kind: 'committed', entries: own })
      }
      const waiting: JournalEntry[] = []
      let reading = true
      const unhear = project.hear(projectId, (entries) => (reading ? void waiting.push(...entries) : push(entries)))
      const watcher = (): void => {
        void latest(projectId).then((found) => items.push({ kind: 'state', batch: found?.state() ?? null }))
      }
      const own = watchers.get(projectId) ?? new Set()
      watchers.set(projectId, own.add(watcher))
      try {
        for await (const entries of project.entriesSince(projectId, seq)) push(entries)
        reading = false
        push(waiting)
        watcher()
        yield* items.items
      } finally {
        unhear()
        own.delete(watcher)
      }
    },
  }

  return {
    handlers,
    async close() {
      const all = await Promise.allSettled(jobs.values())
      await Promise.all(all.map((each) => (each.status === 'fulfilled' ? each.value?.halt('paused') : undefined)))
    },
  }
}
