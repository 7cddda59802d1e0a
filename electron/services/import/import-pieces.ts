import { readFile } from 'node:fs/promises'
import type { ReportLine } from '../../../shared/api/dataset.ts'
import type { Piece, ReadLayout } from '../../../shared/dataset/reader.ts'
import { assertNever } from '../../../shared/result.ts'
import { readParquetPieces } from '../files/parquet-file.ts'
import { type PieceBlock, readBlocks } from '../files/piece-blocks.ts'
import { readTarPieces } from '../files/tar-file.ts'
import { utf8Text } from '../files/utf8-text.ts'
import type { ImportFile } from './import-files.ts'

/** Pieces that were read, how far into the files, and what could not be made into pieces. */
export type PieceBatch = {
  readonly pieces: readonly Piece[]
  readonly bytes: number
  readonly problems: readonly ReportLine[]
}

const largestWhole = 256 << 20

/** The pieces of files that are read together, in batches of a megabyte or so; nothing is held but the batch. */
export async function* readPieces(files: readonly ImportFile[], layout: ReadLayout): AsyncGenerator<PieceBatch> {
  let before = 0
  for (const file of files) {
    switch (layout.kind) {
      case 'lines':
      case 'list':
      case 'object':
        for await (const batch of readCut(file, layout.kind)) yield { ...batch, bytes: before + batch.bytes }
        break
      case 'whole':
        yield { ...(await readWhole(file, layout.binary ?? [])), bytes: before + file.bytes }
        break
      case 'tar':
        yield* inBatches(readTarPieces(file.path, file.name), before + file.bytes)
        break
      case 'parquet':
        yield* inBatches(readParquetPieces(file.path, file.name), before + file.bytes)
        break
      default:
        assertNever(layout)
    }
    before += file.bytes
  }
}

const piecesAtOnce = 100

async function* inBatches(pieces: AsyncIterable<Piece>, bytes: number): AsyncGenerator<PieceBatch> {
  let batch: Piece[] = []
  for await (const piece of pieces) {
    batch.push(piece)
    if (batch.length < piecesAtOnce) continue
    yield { pieces: batch, bytes, problems: [] }
    batch = []
  }
  yield { pieces: batch, bytes, problems: [] }
}

function problem(file: ImportFile, line: number, code: string, message: string): ReportLine {
  return { severity: 'error', code, message, file: file.name, line }
}

async function readWhole(file: ImportFile, binary: readonly string[]): Promise<Omit<PieceBatch, 'bytes'>> {
  if (file.bytes > largestWhole) {
    const message = `The file has ${Math.round(file.bytes / 1e6)} MB; it can only be read whole, up to ${largestWhole >> 20} MB.`
    return { pieces: [], problems: [problem(file, 1, 'too-large', message)] }
  }
  const bytes = await readFile(file.path)
  const place = { file: file.name, line: 1 }
  if (binary.some((end) => file.name.endsWith(end.slice(1)))) {
    return { pieces: [{ place, value: null, text: '', bytes }], problems: [] }
  }
  const text = utf8Text(bytes)
  if (text === null) return { pieces: [], problems: [problem(file, 1, 'not-utf8', 'The file is not UTF-8.')] }
  const piece: Piece = { place, value: null, text }
  return { pieces: [piece], problems: [] }
}

async function* readCut(file: ImportFile, kind: 'lines' | 'list' | 'object'): AsyncGenerator<PieceBatch> {
  let problems: ReportLine[] = []
  const counts = new Map<number, number>()
  const blocks = readBlocks(file.path, kind, ({ line, code, message }) =>
    problems.push(problem(file, line, code, message)),
  )
  for await (const block of blocks) {
    const pieces: Piece[] = []
    for (const { bytes, line, array } of block.elements === null ? linesOf(block) : elementsOf(block, counts)) {
      const text = utf8Text(bytes)
      if (text === null) problems.push(problem(file, line, 'not-utf8', 'The line is not UTF-8.'))
      else if (text.trim() !== '') {
        try {
          const value: unknown = JSON.parse(text)
          pieces.push({ place: { file: file.name, line }, value, text, ...(array === undefined ? {} : { array }) })
        } catch {
          problems.push(problem(file, line, 'not-json', 'The line is not JSON.'))
        }
      }
    }
    yield { pieces, bytes: block.offset, problems }
    problems = []
  }
  if (problems.length > 0) yield { pieces: [], bytes: file.bytes, problems }
}

type Cut = { readonly bytes: Buffer; readonly line: number; readonly array?: string | undefined }

function* linesOf(block: PieceBlock): Generator<Cut> {
  const buffer = Buffer.from(block.bytes.buffer, block.bytes.byteOffset, block.bytes.byteLength)
  let from = 0
  for (let line = block.first; from < buffer.length; line++) {
    const found = buffer.indexOf(0x0a, from)
    const end = found < 0 ? buffer.length : found
    yield { bytes: buffer.subarray(from, end), line }
    from = end + 1
  }
}

function* elementsOf(block: PieceBlock, counts: Map<number, number>): Generator<Cut> {
  const buffer = Buffer.from(block.bytes.buffer, block.bytes.byteOffset, block.bytes.byteLength)
  const elements = block.elements ?? []
  for (let at = 0; at < elements.length; at += 3) {
    const [start = 0, end = 0, array = -1] = [elements[at], elements[at + 1], elements[at + 2]]
    const nth = (counts.get(array) ?? 0) + 1
    counts.set(array, nth)
    yield {
      bytes: buffer.subarray(start, end),
      line: array < 0 ? block.first + at / 3 : nth,
      array: block.names[array],
    }
  }
}
