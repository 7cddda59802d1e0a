import { copyFile, readFile, stat } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { dirname, extname } from 'node:path'
import type { ReportLine } from '../../shared/api/dataset.ts'
import { addCounts, type DatasetCounts, emptyCounts } from '../../shared/dataset/dataset-counts.ts'
import type { Format } from '../../shared/dataset/format.ts'
import type { Piece } from '../../shared/dataset/reader.ts'
import { formatById } from '../../shared/dataset/registry.ts'
import { createSeenKeys } from '../../shared/dataset/seen-keys.ts'
import { silentWays } from '../../shared/dataset/silent-ways.ts'
import { dialectFor, formatFor } from '../../shared/dataset/source-writer.ts'
import { twinMessage } from '../../shared/dataset/twins.ts'
import type { ImageRecord } from '../../shared/dialogue/image.ts'
import { AppError } from '../../shared/errors.ts'
import { type BlockResult, type ConvertJob, createBlockConverter } from './block-converter.ts'
import { releaseBytes } from './block-text.ts'
import { startThreads } from './convert-threads.ts'
import { createExportFile } from './export-file.ts'
import { createExportFolder, type ExportFolderOptions } from './export-folder.ts'
import { linkImage, pictureFolder } from './export-images.ts'
import { createPictureFinder } from './find-pictures.ts'
import { type InputFile, inputFiles, readText } from './input-files.ts'
import { containerOpener } from './open-container.ts'
import { readParquetPieces } from './parquet-file.ts'
import { readBlocks } from './piece-blocks.ts'
import { readTarPieces } from './tar-file.ts'

/** A file (or folder) that is converted, checked or counted. */
export type ConvertRequest = {
  readonly input: string
  /** Null for checks and counts. */
  readonly output: string | null
  readonly job: ConvertJob
  readonly signal: AbortSignal
  readonly appVersion: string
  /** At most that many threads; with less than two everything is done in this one. */
  readonly threads?: number
  readonly copyUpright?: (from: string, to: string) => Promise<void>
  readonly files?: ExportFolderOptions
  onProgress?(done: number, total: number): void
  onReport?(lines: readonly ReportLine[]): void
}

export type ConvertSummary = {
  readonly pieces: number
  readonly records: number
  /** Records written. */
  readonly written: number
  readonly counts: Readonly<Record<string, number>>
  readonly unknown: Readonly<Record<string, number>>
  readonly errors: number
  readonly warnings: number
  readonly losses: number
  readonly tally: (Omit<DatasetCounts, 'imageKeys'> & { readonly images: number }) | null
}

/** Files up to that size are not worth starting threads for. */
const smallFile = 1 << 22
const mostThreads = 4
const mostReported = 20

type Target = {
  take(result: BlockResult): Promise<number>
  finish(summary: Summary): Promise<void>
  discard(): Promise<void>
}

type Summary = { records: number; errors: number; losses: number; warnings: number }

function isSafePath(path: string): boolean {
  return !/^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)/.test(path)
}

/** Containers get their pictures from the folder that was given, else from beside the input. */
function containersOf({ job, input, copyUpright }: ConvertRequest): ExportFolderOptions {
  const finder = createPictureFinder(job.imagesFolder ?? dirname(input))
  const pathOf = (image: ImageRecord): string => {
    const found = finder.find((image as { file?: string }).file ?? image.path)
    if (found !== null) return found.path
    const message = `The picture ${image.path} was not found.`
    throw new AppError('image.not-found', { message, hint: 'Say with --images where the pictures are.' })
  }
  return { openContainer: containerOpener(pathOf, copyUpright ?? copyFile) }
}

async function openTarget(request: ConvertRequest, output: string, note: (line: ReportLine) => void): Promise<Target> {
  const { options } = request.job
  const format = formatFor(options)
  const [only, ...others] = format.files
  const isFolder = (await stat(output).catch(() => null))?.isDirectory() ?? /[\\/]$/.test(output)
  const isSingle = only !== undefined && others.length === 0 && !only.name.includes('*') && options.split === undefined
  if (isSingle && !isFolder && options.images === 'none') {
    const file = await createExportFile(output, only, { ...containersOf(request), ...request.files })
    return {
      async take({ blocks, lines }) {
        let records = 0
        for (const block of blocks) {
          await file.addBlock(block.bytes, block.records)
          releaseBytes(block.bytes)
          records += block.records
        }
        for (const line of lines) {
          await file.add(line)
          if (line.image !== null) records++
        }
        return records
      },
      finish: async () => void (await file.finish()),
      discard: () => file.discard(),
    }
  }
  if (!isFolder && /^\.(?:jsonl?|txt|xml|tar|parquet)$/i.test(extname(output))) {
    const message = `${format.id} writes several files: ${output} must be the name of a folder.`
    throw new AppError('rpc.bad-input', { message })
  }
  return openFolder(request, output, format, note)
}

function openFolder(request: ConvertRequest, output: string, format: Format, note: (line: ReportLine) => void): Target {
  const { options } = request.job
  const folder = createExportFolder(output, options, { ...containersOf(request), ...request.files })
  const copies = new Set<string>()
  const atEnd = new Set<string>()
  return {
    async take({ blocks, lines, pictures }) {
      let records = 0
      for (const { file, bytes, records: count } of blocks) {
        await folder.addBlock(file, bytes, count)
        releaseBytes(bytes)
        records += count
      }
      for (const line of lines) {
        if (line.image === null) {
          // Every thread closes its own session.
          const key = `${line.file}\n${line.text}`
          if (atEnd.has(key)) continue
          atEnd.add(key)
        }
        await folder.add(line)
        if (line.image !== null) records++
      }
      for (const { name, image, path } of pictures) {
        const to = `${pictureFolder(format, name)}/${image.path}`
        if (copies.has(to)) continue
        copies.add(to)
        if (path === null || !isSafePath(image.path)) {
          note({ severity: 'error', code: 'file-missing', message: `The picture ${image.path} was not found.` })
          continue
        }
        const copy = options.images === 'link' ? linkImage : (request.copyUpright ?? linkImage)
        await folder.addImage(to, (draft) => copy(path, draft))
      }
      return records
    },
    finish: async (summary) =>
      void (await folder.finish({ ...summary, options, appVersion: request.appVersion, images: copies.size })),
    discard: () => folder.discard(),
  }
}

/** The pieces of files that are pieces as a whole. */
async function* wholePieces(
  files: readonly InputFile[],
  binary: readonly string[],
  note: (line: ReportLine) => void,
): AsyncGenerator<Piece> {
  for (const { path, name } of files) {
    if (binary.some((end) => name.endsWith(end.slice(1)))) {
      yield { place: { file: name, line: 1 }, value: null, text: '', bytes: await readFile(path) }
      continue
    }
    const text = await readText(path)
    const place = { file: name, line: 1 }
    if (text === null) note({ severity: 'error', code: 'not-utf8', message: 'The file is not UTF-8.', ...place })
    else yield { place, value: null, text }
  }
}

/** Blocks that are read ahead of what was written, for each thread. */
const ahead = 3

type Batch = { readonly result: BlockResult | Promise<BlockResult>; readonly read: number }

/** Everything that comes of a request's input, in order, with the bytes read so far. */
async function* results(
  request: ConvertRequest,
  files: readonly InputFile[],
  note: (line: ReportLine) => void,
): AsyncGenerator<Batch> {
  const from = formatById(request.job.from)
  const reader = from?.reader
  if (from === null || reader === null || reader === undefined) {
    throw new AppError('rpc.bad-input', { message: `${request.job.from} cannot be read.` })
  }
  const to = formatFor(request.job.options)
  const { kind } = reader.layout
  if (kind === 'tar' || kind === 'parquet') {
    const converter = createBlockConverter(request.job)
    let read = 0
    for (const { path, name, bytes } of files) {
      const pieces = kind === 'tar' ? readTarPieces(path, name) : readParquetPieces(path, name)
      for await (const piece of pieces) yield { result: converter.processPieces([piece]), read }
      read += bytes
    }
    for (const end of converter.end()) yield { result: end, read }
    return
  }
  if (kind === 'whole') {
    const converter = createBlockConverter(request.job)
    let read = 0
    for await (const piece of wholePieces(
      files,
      reader.layout.kind === 'whole' ? (reader.layout.binary ?? []) : [],
      note,
    )) {
      read += piece.text.length
      yield { result: converter.processPieces([piece]), read }
    }
    for (const end of converter.end()) yield { result: end, read }
    return
  }
  const total = files.reduce((sum, file) => sum + file.bytes, 0)
  const regroups = to.takes === 'pictures' && from.takes !== 'pictures'
  const isFree = reader.stateless && to.stateless && kind !== 'object' && !regroups && total > smallFile
  const wanted = Math.min(request.threads ?? availableParallelism(), mostThreads)
  const threads = isFree && wanted > 1 ? startThreads(request.job, wanted) : null
  const converter = threads === null ? createBlockConverter(request.job) : null
  let read = 0
  try {
    for (const file of files) {
      const problem = (one: { line: number; code: string; message: string }): void =>
        note({ severity: 'error', ...one, file: file.name })
      for await (const block of readBlocks(file.path, kind, problem, file.name)) {
        const result = threads?.process(block) ?? (converter?.process(block) as BlockResult)
        // Whoever waits for it hears of a failure; until then it must not end the program.
        if (result instanceof Promise) result.catch(() => undefined)
        else releaseBytes(block.bytes)
        yield { result, read: read + block.offset }
      }
      read += file.bytes
    }
    const ends = threads === null ? (converter?.end() ?? []) : await threads.end()
    for (const end of ends) yield { result: end, read }
  } finally {
    await threads?.close()
  }
}

/**
 * Works through a file in constant memory, its blocks in several threads where formats allow it. Broken pieces are reported and left
 * out; nothing stands under the final name until everything does. Rejects with `rpc.cancelled` when it is stopped.
 */
export async function convertFile(request: ConvertRequest): Promise<ConvertSummary> {
  const { job, signal } = request
  const from = formatById(job.from)
  if (from === null) throw new AppError('rpc.bad-input', { message: `There is no format ${job.from}.` })
  const files = await inputFiles(from, request.input)
  const total = files.reduce((sum, file) => sum + file.bytes, 0)
  const counts: Record<string, number> = {}
  const unknown: Record<string, number> = {}
  const tally = job.task === 'count' ? emptyCounts() : null
  const [ids, rounds, images] = [createSeenKeys(), createSeenKeys(), createSeenKeys()]
  const reported = new Map<string, number>()
  const sums = { pieces: 0, records: 0, written: 0, images: 0 }

  function say(lines: readonly ReportLine[]): void {
    const shown = lines.filter((line) => {
      const name = `${line.severity} ${line.code}`
      const count = (reported.get(name) ?? 0) + 1
      reported.set(name, count)
      return count <= mostReported || line.severity === 'error'
    })
    if (shown.length > 0) request.onReport?.(shown)
  }
  function note(line: ReportLine): void {
    const name = `${line.severity} ${line.code}`
    counts[name] = (counts[name] ?? 0) + 1
    say([line])
  }
  function add(to: Record<string, number>, from: Readonly<Record<string, number>>): void {
    for (const [name, count] of Object.entries(from)) to[name] = (to[name] ?? 0) + count
  }
  function merge(result: BlockResult, file: string): void {
    add(counts, result.counts)
    add(unknown, result.unknown)
    say(result.report)
    sums.pieces += result.pieces
    sums.records += result.records
    const { ids: newIds, rounds: newRounds } = result
    for (let at = 0; at < newIds.length; at += 2) {
      if (ids.add(newIds[at] ?? 0)) continue
      const severity = job.task === 'check' ? 'error' : 'warning'
      note({
        severity,
        code: 'duplicate-id',
        message: 'A dialogue with this id stands before.',
        file,
        line: newIds[at + 1],
      })
    }
    for (let at = 0; at < newRounds.length; at += 2) {
      if (rounds.add(newRounds[at] ?? 0)) continue
      note({ severity: 'warning', code: 'duplicate-turn', message: twinMessage, file, line: newRounds[at + 1] })
    }
    if (tally === null || result.tally === null) return
    addCounts(tally, result.tally)
    for (const key of result.tally.imageKeys) if (images.add(key)) sums.images++
  }

  const target = request.output === null ? null : await openTarget(request, request.output, note)
  const waiting: Batch[] = []
  const [{ name = '' } = {}] = files

  async function settle(limit: number): Promise<void> {
    while (waiting.length > limit) {
      const { result, read } = waiting.shift() as Batch
      const done = await result
      merge(done, files.length === 1 ? name : request.input)
      if (target !== null) sums.written += await target.take(done)
      request.onProgress?.(read, total)
    }
  }

  const stop = (): void => {
    if (signal.aborted) throw new AppError('rpc.cancelled')
  }
  const format = formatFor(job.options)
  if (job.task !== 'count') for (const line of silentWays(format, dialectFor(format, job.options))) note(line)
  try {
    for await (const batch of results(request, files, note)) {
      stop()
      waiting.push(batch)
      const isUnderWay = batch.result instanceof Promise
      await settle(isUnderWay ? ahead * Math.min(request.threads ?? availableParallelism(), mostThreads) : 0)
    }
    await settle(0)
    stop()
    const count = (severity: string): number =>
      Object.entries(counts).reduce((sum, [key, value]) => sum + (key.startsWith(`${severity} `) ? value : 0), 0)
    const found = { errors: count('error'), warnings: count('warning'), losses: count('loss') }
    await target?.finish({ records: sums.written, ...found })
    const { pieces, records, written } = sums
    const { imageKeys: _, ...taken } = tally ?? emptyCounts()
    return {
      pieces,
      records,
      written,
      counts,
      unknown,
      ...found,
      tally: tally === null ? null : { ...taken, images: sums.images },
    }
  } finally {
    await target?.discard()
  }
}
