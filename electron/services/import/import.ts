import { join } from 'node:path'
import type { ImportChoice, ImportItem, ImportReading, ImportSummary, importApi } from '../../../shared/api/import.ts'
import type { Format } from '../../../shared/dataset/format.ts'
import { vqaKeysIn } from '../../../shared/dataset/formats/x-anylabeling-vqa.ts'
import { formatById } from '../../../shared/dataset/registry.ts'
import type { Entry, JournalEntry } from '../../../shared/document/document.ts'
import { AppError } from '../../../shared/errors.ts'
import { type CommitId, newId, type ProjectId } from '../../../shared/ids.ts'
import type { Handlers } from '../../../shared/rpc/contract.ts'
import type { ImageInfo } from '../images/image-info.ts'
import type { ProjectAccess } from '../project/project-access.ts'
import { readImportBase } from './import-base.ts'
import { drawInFrames, frameReadings } from './import-drawings.ts'
import { filesOfFormat, type ImportRoot, listImport } from './import-files.ts'
import { guessFormat, readExportManifest, samplePieces } from './import-guess.ts'
import { createImportLog, type ImportLog } from './import-log.ts'
import { type MergedImport, mergeRecords } from './import-merge.ts'
import { createImportPictures, type ImportPictures } from './import-pictures.ts'
import { type ImportedRecord, readRecords } from './import-read.ts'
import { type Readings, readInDialects } from './import-readings.ts'
import type { ImportUploads } from './import-uploads.ts'

export type ImportServiceOptions = {
  readonly project: ProjectAccess
  readonly readInfo: (path: string) => Promise<ImageInfo>
  readonly uploads: ImportUploads
  readonly now?: () => number
}

const mostEntries = 400
const smallestEntry = 250
const mostAttempts = 3

type Job = {
  readonly choice: ImportChoice
  readonly format: Format
  readonly root: ImportRoot
  readonly pictures: ImportPictures
  readonly log: ImportLog
  readonly unknown: Map<string, number>
  readonly records: ImportedRecord[]
}

type Fields = Omit<Extract<ImportItem, { kind: 'fields' }>, 'kind'>

/** Reads foreign files into projects, the same for every shell. */
export function createImportService(service: ImportServiceOptions): Handlers<typeof importApi> {
  const { project } = service
  const now = service.now ?? Date.now

  async function begin(projectId: ProjectId, choice: ImportChoice): Promise<Job> {
    const format = formatById(choice.format)
    if (format === null || format.reader === null) {
      throw new AppError('rpc.bad-input', { message: `${choice.format} cannot be read.` })
    }
    const root = await listImport(choice.path)
    const pictures = createImportPictures(await project.images(projectId))
    return { choice, format, root, pictures, log: createImportLog(), unknown: new Map(), records: [] }
  }

  /** For formats of text: the dialect that is chosen, named by a manifest or proved by a sample. */
  async function dialectsOf(
    projectId: ProjectId,
    { format, root, choice }: Job,
    limit: number,
  ): Promise<(Readings & { choice: ImportChoice }) | null> {
    if (format.dialects.length === 0) return null
    const [files = []] = await filesOfFormat(root, format)
    const { pieces } = await samplePieces(files, format)
    const pictures = createImportPictures(await project.images(projectId))
    const found = readInDialects(format, pieces, pictures, limit)
    const manifest = await readExportManifest(root)
    const named = format.dialects.find((one) => manifest?.format === format.id && one.id === manifest.dialect)?.id
    const dialect = choice.dialect ?? named ?? found.chosen
    const ask = found.ask && named === undefined
    return { ...found, ask, choice: { ...choice, ...(dialect === null ? {} : { dialect }) } }
  }

  /** For formats where people name fields themselves: the names in a sample, and which two make a pair. */
  async function fieldsOf({ format, root, choice }: Job): Promise<Fields | null> {
    const pairNames = format.reader?.pairNames
    if (pairNames === undefined) return null
    const [files = []] = await filesOfFormat(root, format)
    const { pieces } = await samplePieces(files, format)
    const names = [...new Set(pieces.flatMap(pairNames))]
    return names.length < 2 ? null : { names, pair: choice.pair ?? vqaKeysIn(names) }
  }

  /** Reads everything into the job, saying how far it is and what is wrong. */
  async function* readAll(projectId: ProjectId, job: Job, signal: AbortSignal): AsyncGenerator<ImportItem> {
    const { unknown, records, log } = job
    const images = await project.images(projectId)
    const steps = readRecords({
      ...job,
      images,
      signal,
      onUnknown: (field) => unknown.set(field, (unknown.get(field) ?? 0) + 1),
      orientation: async (image) =>
        (await service.readInfo(join(project.folder(projectId), ...image.path.split('/')))).orientation,
    })
    for await (const step of steps) {
      records.push(...step.records)
      yield { kind: 'progress', records: records.length, done: step.done, total: step.total }
      const lines = log.take()
      if (lines.length > 0) yield { kind: 'report', lines }
    }
  }

  async function merge(
    projectId: ProjectId,
    job: Job,
    signal: AbortSignal,
  ): Promise<MergedImport & { lastSeq: number }> {
    const base = await readImportBase(project, projectId)
    const isOwn = job.format.id === 'deixis-jsonl'
    const merged = await mergeRecords(job.records, { ...base, isOwn, at: now(), smallestEntry, mostEntries }, signal)
    return { ...merged, lastSeq: base.lastSeq }
  }

  function summaryOf(job: Job, merged: MergedImport): ImportSummary {
    const unknown = [...job.unknown].map(([field, count]) => ({ field, count })).sort((a, b) => b.count - a.count)
    return {
      ...merged.counts,
      records: job.records.length,
      images: job.pictures.summary(),
      unknown: unknown.slice(0, 100),
      problems: job.log.problems(),
    }
  }

  return {
    'import.inspect': ({ path }) => guessFormat(path),
    'import.receive': (piece) => service.uploads.receive(piece),

    async *'import.preview'({ projectId, choice, limit }, { signal }) {
      const begun = await begin(projectId, choice)
      const found = await dialectsOf(projectId, begun, limit)
      const job = found === null ? begun : { ...begun, choice: found.choice }
      if (found !== null) {
        const { readings, ask, choice: used } = found
        yield { kind: 'readings', readings: [...readings], chosen: used.dialect ?? null, ask }
        for (const drawing of found.drawings) yield { kind: 'drawing', drawing }
      }
      const fields = await fieldsOf(begun)
      if (fields !== null) yield { kind: 'fields', ...fields }
      yield* readAll(projectId, job, signal)
      if (found === null) {
        const frames = frameReadings(job.records)
        const chosen = choice.frame ?? frames.readings[0]?.id ?? null
        yield { kind: 'readings', readings: frames.readings, chosen, ask: frames.ask }
        for (const drawing of drawInFrames(job.records, frames, choice, limit)) yield { kind: 'drawing', drawing }
      }
      const merged = await merge(projectId, job, signal)
      job.log.note(merged.report)
      const lines = job.log.take()
      if (lines.length > 0) yield { kind: 'report', lines }
      yield { kind: 'done', summary: summaryOf(job, merged) }
    },

    async *'import.run'({ projectId, choice }, { signal, connection }) {
      if (!project.mayWrite(projectId, connection)) throw new AppError('project.not-writer')
      const begun = await begin(projectId, choice)
      const found = await dialectsOf(projectId, begun, 0)
      if (found?.ask === true && choice.dialect === undefined) throw ambiguous(found.readings.slice(0, 3))
      const job = found === null ? begun : { ...begun, choice: found.choice }
      yield* readAll(projectId, job, signal)
      const frames = frameReadings(job.records)
      if (found === null && frames.ask && choice.frame === undefined) throw ambiguous(frames.readings.slice(0, 3))
      let merged = await merge(projectId, job, signal)
      // What others wrote meanwhile (an answer that was being given) must be known before numbers are given.
      for (let attempt = 1; project.lastSeq(projectId) !== merged.lastSeq && attempt < mostAttempts; attempt++) {
        merged = await merge(projectId, job, signal)
      }
      job.log.note(merged.report)
      const lines = job.log.take()
      if (lines.length > 0) yield { kind: 'report', lines }
      if (signal.aborted) throw new AppError('rpc.cancelled')
      if (merged.parts.length > 0) {
        if (!project.mayWrite(projectId, connection)) throw new AppError('project.not-writer')
        const entries = entriesOf(merged.parts, now())
        const seqs = await project.append(projectId, entries)
        for (const [index, entry] of entries.entries()) {
          const committed: JournalEntry = { seq: seqs[index] ?? 0, entry }
          yield { kind: 'committed', entries: [committed] }
        }
      }
      yield { kind: 'done', summary: summaryOf(job, merged) }
    },
  }
}

/** One step of the history: a commit for each part, all of one group. */
function entriesOf(parts: MergedImport['parts'], at: number): Entry[] {
  const group = newId<string>()
  return parts.map((changes) => ({
    id: newId<CommitId>(),
    kind: 'commit',
    group,
    label: 'history.import',
    imageId: null,
    changes: [...changes],
    at,
  }))
}

function ambiguous(readings: readonly ImportReading[]): AppError {
  const [first] = readings
  const word = first?.kind === 'frame' ? '--frame' : '--dialect'
  return new AppError('import.ambiguous', {
    hint: `Choose one (${word}): ${readings.map((one) => one.id).join(', ')}.`,
  })
}
