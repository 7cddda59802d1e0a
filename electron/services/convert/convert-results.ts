import { readFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import type { ReportLine } from '../../../shared/api/dataset.ts'
import type { Piece } from '../../../shared/dataset/reader.ts'
import { formatById } from '../../../shared/dataset/registry.ts'
import { formatFor } from '../../../shared/dataset/source-writer.ts'
import { AppError } from '../../../shared/errors.ts'
import { readParquetPieces } from '../files/parquet-file.ts'
import { readBlocks } from '../files/piece-blocks.ts'
import { readTarPieces } from '../files/tar-file.ts'
import { createBlockConverter } from './block-converter.ts'
import { releaseBytes } from './block-text.ts'
import type { BlockResult, ConvertRequest } from './convert-job.ts'
import { startThreads } from './convert-threads.ts'
import { type InputFile, readText } from './input-files.ts'

/** Files up to that size are not worth starting threads for. */
const smallFile = 1 << 22
const mostThreads = 4

/** The threads that a request gets. */
export function threadsFor({ threads }: ConvertRequest): number {
  return Math.min(threads ?? availableParallelism(), mostThreads)
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

/** What a block became, now or when its thread is done with it, and the bytes read so far. */
export type ConvertBatch = { readonly result: BlockResult | Promise<BlockResult>; readonly read: number }

/** Everything that comes of a request's input, in order. Ended early, it ends its threads. */
export async function* readResults(
  request: ConvertRequest,
  files: readonly InputFile[],
  note: (line: ReportLine) => void,
): AsyncGenerator<ConvertBatch> {
  const from = formatById(request.job.from)
  const reader = from?.reader
  if (from === null || reader === null || reader === undefined) {
    throw new AppError('rpc.bad-input', { message: `${request.job.from} cannot be read.` })
  }
  const to = formatFor(request.job.options)
  const { layout } = reader
  if (layout.kind === 'tar' || layout.kind === 'parquet') {
    const converter = createBlockConverter(request.job)
    let read = 0
    for (const { path, name, bytes } of files) {
      const pieces = layout.kind === 'tar' ? readTarPieces(path, name) : readParquetPieces(path, name)
      for await (const piece of pieces) yield { result: converter.processPieces([piece]), read }
      read += bytes
    }
    for (const end of converter.end()) yield { result: end, read }
    return
  }
  if (layout.kind === 'whole') {
    const converter = createBlockConverter(request.job)
    let read = 0
    for await (const piece of wholePieces(files, layout.binary ?? [], note)) {
      read += piece.text.length
      yield { result: converter.processPieces([piece]), read }
    }
    for (const end of converter.end()) yield { result: end, read }
    return
  }
  const total = files.reduce((sum, file) => sum + file.bytes, 0)
  const regroups = to.takes === 'pictures' && from.takes !== 'pictures'
  const isFree = reader.stateless && to.stateless && layout.kind !== 'object' && !regroups && total > smallFile
  const wanted = threadsFor(request)
  const threads = isFree && wanted > 1 ? startThreads(request.job, wanted) : null
  const converter = threads === null ? createBlockConverter(request.job) : null
  let read = 0
  try {
    for (const file of files) {
      const problem = (one: { line: number; code: string; message: string }): void =>
        note({ severity: 'error', ...one, file: file.name })
      for await (const block of readBlocks(file.path, layout.kind, problem, file.name)) {
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
