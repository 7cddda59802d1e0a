import { isAscii, isUtf8 } from 'node:buffer'
import type { ExportOptions, ReportLine } from '../../shared/api/dataset.ts'
import { createCounter, type DatasetCounts } from '../../shared/dataset/dataset-counts.ts'
import type { Written, WrittenLine } from '../../shared/dataset/format.ts'
import type { Piece, Read, ReadSession } from '../../shared/dataset/reader.ts'
import type { DeixisRecord } from '../../shared/dataset/record.ts'
import { sourceOfDialogue, sourceOfPicture } from '../../shared/dataset/record-source.ts'
import { formatById } from '../../shared/dataset/registry.ts'
import { textKey } from '../../shared/dataset/seen-keys.ts'
import { type DialogueSource, pictureSource } from '../../shared/dataset/source.ts'
import { createSourceWriter, dialectFor, formatFor } from '../../shared/dataset/source-writer.ts'
import { splitOfPath } from '../../shared/dataset/split.ts'
import { roundKeys } from '../../shared/dataset/twins.ts'
import type { ImageRecord } from '../../shared/dialogue/image.ts'
import type { Region } from '../../shared/dialogue/region.ts'
import { AppError } from '../../shared/errors.ts'
import { createBlockText, type TextBlock } from './block-text.ts'
import { createPictureFinder } from './find-pictures.ts'
import type { PieceBlock } from './piece-blocks.ts'
import { imageIdOf } from './project-ids.ts'
import { parseXml } from './xml-tree.ts'

/** What is done with every piece of a file. Plain data: it goes to worker threads. */
export type ConvertJob = {
  readonly from: string
  readonly fromDialect?: string
  /** Names the format to write; a check writes what it reads. */
  readonly options: ExportOptions
  /** `check` writes nothing, `count` does not even look for mistakes. */
  readonly task: 'convert' | 'check' | 'count'
  /** Where pictures are, or null when nobody says. */
  readonly imagesFolder: string | null
}

/** What a block became. */
export type BlockResult = {
  /** Pieces joined by their file's layout. */
  readonly blocks: readonly TextBlock[]
  /** Pieces that cannot be joined. */
  readonly lines: readonly WrittenLine[]
  readonly report: readonly ReportLine[]
  /** How many lines of the report there would be, by `severity code`. */
  readonly counts: Readonly<Record<string, number>>
  readonly unknown: Readonly<Record<string, number>>
  /** Keys and lines of dialogues by id, and of rounds by what they say: all are known only where the blocks come together. */
  readonly ids: readonly number[]
  readonly rounds: readonly number[]
  readonly pieces: number
  readonly records: number
  /** Pictures that are named, each once for each converter: the path in lines and where the file is. */
  readonly pictures: readonly { readonly name: string; readonly image: ImageRecord; readonly path: string | null }[]
  readonly tally: DatasetCounts | null
}

/** Stands for the sides of pictures that a check cannot look at. */
const assumedSide = 1_000_000
/** More lines of one code are only counted, errors of pieces apart. */
const mostOfOneCode = 100
/** Pieces of the end that are handed on together. */
const piecesOfBlock = 64

/** Works through blocks of one file. */
export type BlockConverter = {
  process(block: PieceBlock): BlockResult
  /** Pieces that were read elsewhere. */
  processPieces(pieces: Iterable<Piece>): BlockResult
  /** The rest, in blocks of its own. */
  end(): Iterable<BlockResult>
}

/** Elements as one list, parsed at once, which is faster by half for short ones; null where they cannot be, so that each is looked at. */
function parseRun(buffer: Buffer, elements: readonly number[]): unknown[] | null {
  const bytes = buffer.subarray(elements[0], elements.at(-2))
  if (!isUtf8(bytes)) return null
  try {
    const values: unknown = JSON.parse(`[${isAscii(bytes) ? bytes.toString('latin1') : bytes.toString('utf8')}]`)
    return Array.isArray(values) && values.length * 3 === elements.length ? values : null
  } catch {
    return null
  }
}

type Gathered = { image: ImageRecord & { file: string }; regions: Map<string, Region> }

/** A converter for this job. Throws `rpc.bad-input` for formats that cannot be read or written. */
export function createBlockConverter(job: ConvertJob): BlockConverter {
  const { options, task } = job
  const from = formatById(job.from)
  const to = formatFor(options)
  if (from?.reader === undefined || from.reader === null) {
    throw new AppError('rpc.bad-input', { message: `${job.from} cannot be read.` })
  }
  const finder = job.imagesFolder === null ? null : createPictureFinder(job.imagesFolder)
  const keepsRejected = to.keepsRejected === true
  const fileOf = (image: ImageRecord): string =>
    options.images === 'none' ? ((image as { file?: string }).file ?? image.path) : `images/${image.path}`
  const isMissing = (image: ImageRecord): boolean =>
    finder !== null && finder.find((image as { file?: string }).file ?? image.path) === null
  let state = emptyResult()
  let place = { file: '', line: 0 }
  const totals = new Map<string, number>()
  const joined = createBlockText(to)
  const gathered = to.takes === 'pictures' && from.takes !== 'pictures' ? new Map<string, Gathered>() : null
  const named = new Set<string>()
  const turned = new Set<string>()
  const writer = createSourceWriter(options, { fileOf, isMissing, onRound: noteRounds })
  const counter = task === 'count' ? createCounter() : null

  function noteRounds(source: DialogueSource): void {
    for (const { key } of roundKeys(source)) state.rounds.push(key, place.line)
  }

  function note(lines: readonly ReportLine[]): void {
    for (const line of lines) {
      const name = `${line.severity} ${line.code}`
      state.counts[name] = (state.counts[name] ?? 0) + 1
      const total = (totals.get(name) ?? 0) + 1
      totals.set(name, total)
      if (total > mostOfOneCode && line.severity !== 'error') continue
      state.report.push(line.line === undefined ? { ...line, ...place } : line)
    }
  }

  const session: ReadSession = from.reader.open({
    dialect: dialectFor(from, { dialect: job.fromDialect }),
    picture: (file) => finder?.find(file)?.image ?? null,
    ...(task !== 'convert' && finder === null ? { assumedSide } : {}),
    ...(finder === null ? {} : { looksInFolder: true }),
    imageId: imageIdOf,
    parseXml,
  })

  function write({ lines, report }: Written): void {
    if (report.length > 0) note(report)
    if (task !== 'convert') return
    for (const line of lines) {
      // What is no record, such as the end of an XML file, goes after those that are.
      if (line.image === null || !joined.add(line.file, line.text)) state.lines.push(line)
      if (options.images === 'none') continue
      for (const image of [line.image, ...(line.otherImages ?? [])]) {
        if (image === null) continue
        const name = `${line.file}\n${image.path}`
        if (named.has(name)) continue
        named.add(name)
        const path = finder?.find((image as { file?: string }).file ?? image.path)?.path ?? null
        state.pictures.push({ name: line.file, image, path })
      }
    }
  }

  function splitFor(image: ImageRecord | undefined): string | null {
    return options.split === undefined || image === undefined ? null : splitOfPath(image.path, options.split)
  }

  function gather(record: DeixisRecord, into: Map<string, Gathered>): void {
    for (const image of record.kind === 'image' ? [record.image] : record.images) {
      if (!into.has(image.id)) into.set(image.id, { image, regions: new Map() })
    }
    for (const region of record.regions) into.get(region.imageId)?.regions.set(region.id, region)
  }

  function take(record: DeixisRecord, isCanonical: boolean | undefined): void {
    state.records++
    if (counter !== null) {
      counter.add(record)
      return
    }
    if (record.kind === 'dialogue') state.ids.push(textKey(record.dialogue.id), place.line)
    if (task === 'check') noteTurned(record)
    if (gathered !== null) {
      if (record.kind === 'dialogue') noteOmitted('dialogues-left-out')
      gather(record, gathered)
    } else if (record.kind === 'dialogue') {
      if (to.takes === 'pictures') {
        noteOmitted('dialogues-left-out')
        return
      }
      const splits = options.split === undefined ? [null] : [...new Set(record.images.map(splitFor))]
      if (splits.length > 1) {
        const message = 'Its pictures fall into several splits: it is left out.'
        note([{ severity: 'loss', code: 'split-apart', message, dialogueId: record.dialogue.id }])
        return
      }
      write(writer.dialogue(sourceOfDialogue(record, options, keepsRejected, isCanonical), splits[0] ?? null))
    } else if (to.takes === 'dialogues') {
      if (record.regions.length > 0) noteOmitted('regions-left-out', record.regions.length)
    } else {
      const source = sourceOfPicture(record, options, keepsRejected)
      if (to.takes === 'pictures' || source.regions.length > 0 || record.regions.length === 0) {
        write(writer.picture(source, splitFor(record.image)))
      }
    }
  }

  /** Most trainers do not look at orientation tags, some do: a turned picture is right for one kind only. */
  function noteTurned(record: DeixisRecord): void {
    if (finder === null) return
    for (const image of record.kind === 'image' ? [record.image] : record.images) {
      if (turned.has(image.id) || finder.find(image.file)?.isTurned !== true) continue
      turned.add(image.id)
      const message = `${image.path} is turned by its orientation tag, which most trainers ignore.`
      note([{ severity: 'warning', code: 'orientation-tag', message }])
    }
  }

  /** What a format has no place for at all is counted, and said once for the whole file. */
  function noteOmitted(code: string, count = 1): void {
    const name = `loss ${code}`
    state.counts[name] = (state.counts[name] ?? 0) + count
  }

  function accept(read: Read): void {
    if (read.report.length > 0) note(read.report)
    for (const name of read.unknown) state.unknown[name] = (state.unknown[name] ?? 0) + 1
    for (const record of read.records) take(record, read.isCanonical)
  }

  function parse(text: string, line: number, array: string | undefined): void {
    place = { file: place.file, line }
    let value: unknown
    try {
      value = JSON.parse(text)
    } catch (error) {
      if (text.trim() === '') return
      const detail = (error as Error).message
        .replace(/,? ?(?:\.\.\.)?"[\s\S]*$/, '')
        .replace(/ \(line 1 column \d+\)/, '')
      note([{ severity: 'error', code: 'not-json', message: `The line is not JSON: ${detail}.` }])
      state.pieces++
      return
    }
    state.pieces++
    accept(session.read({ place, value, text, ...(array === undefined ? {} : { array }) }))
  }

  function processLines(buffer: Buffer, first: number): void {
    // One look at the whole block tells how all of its lines are read.
    const isPlain = isAscii(buffer)
    const isText = isPlain || isUtf8(buffer)
    let from = 0
    for (let line = first; from < buffer.length; line++) {
      const found = buffer.indexOf(0x0a, from)
      const end = found < 0 ? buffer.length : found
      if (isText) {
        if (end > from)
          parse(isPlain ? buffer.toString('latin1', from, end) : buffer.toString('utf8', from, end), line, undefined)
      } else {
        const bytes = buffer.subarray(from, end)
        if (isUtf8(bytes)) parse(bytes.toString('utf8'), line, undefined)
        else {
          place = { file: place.file, line }
          state.pieces++
          note([{ severity: 'error', code: 'not-utf8', message: 'The line is not UTF-8.' }])
        }
      }
      from = end + 1
    }
  }

  const counts = new Map<number, number>()
  function processElements(buffer: Buffer, block: PieceBlock, elements: readonly number[]): void {
    for (let at = 0; at < elements.length; ) {
      const array = elements[at + 2] ?? -1
      let end = at
      while (end < elements.length && elements[end + 2] === array) end += 3
      const before = counts.get(array) ?? 0
      counts.set(array, before + (end - at) / 3)
      const first = array < 0 ? block.first + at / 3 : before + 1
      processRun(buffer, elements.slice(at, end), first, block.names[array])
      at = end
    }
  }

  /** Elements that follow each other in one array. */
  function processRun(buffer: Buffer, elements: readonly number[], first: number, array: string | undefined): void {
    const values = parseRun(buffer, elements)
    for (let at = 0; at < elements.length; at += 3) {
      const line = first + at / 3
      if (values !== null) {
        place = { file: place.file, line }
        state.pieces++
        accept(session.read({ place, value: values[at / 3], text: '', ...(array === undefined ? {} : { array }) }))
        continue
      }
      const bytes = buffer.subarray(elements[at], elements[at + 1])
      if (isUtf8(bytes)) parse(bytes.toString('utf8'), line, array)
      else {
        place = { file: place.file, line }
        note([{ severity: 'error', code: 'not-utf8', message: 'The element is not UTF-8.' }])
      }
    }
  }

  function finish(): BlockResult {
    const result = { ...state, blocks: joined.take(), tally: counter?.take() ?? null }
    state = emptyResult()
    return result
  }

  return {
    process(block) {
      const { bytes, file } = block
      if (file !== place.file) counts.clear()
      place = { file, line: block.first }
      const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      if (block.elements === null) processLines(buffer, block.first)
      else processElements(buffer, block, block.elements)
      return finish()
    },
    processPieces(pieces) {
      for (const piece of pieces) {
        place = piece.place
        state.pieces++
        accept(session.read(piece))
      }
      return finish()
    },
    *end() {
      let waiting = 0
      const isFull = (): boolean => ++waiting % piecesOfBlock === 0
      for (const read of session.end?.() ?? []) {
        accept(read)
        if (isFull()) yield finish()
      }
      place = { ...place, line: 0 }
      for (const { image, regions } of gathered?.values() ?? []) {
        const source = pictureSource(image, [...regions.values()], options, keepsRejected)
        write(writer.picture(source, splitFor(image)))
        if (isFull()) yield finish()
      }
      if (task === 'convert') {
        for (const line of writer.end()) {
          write({ lines: [line], report: [] })
          if (isFull()) yield finish()
        }
      }
      yield finish()
    },
  }
}

function emptyResult() {
  return {
    lines: [] as WrittenLine[],
    report: [] as ReportLine[],
    counts: {} as Record<string, number>,
    unknown: {} as Record<string, number>,
    ids: [] as number[],
    rounds: [] as number[],
    pieces: 0,
    records: 0,
    pictures: [] as { name: string; image: ImageRecord; path: string | null }[],
  }
}
