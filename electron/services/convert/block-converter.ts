import type { ReportLine } from '../../../shared/api/dataset.ts'
import { createCounter } from '../../../shared/dataset/dataset-counts.ts'
import type { Written, WrittenLine } from '../../../shared/dataset/format.ts'
import { isInsidePicture } from '../../../shared/dataset/inside-picture.ts'
import type { Piece, Read, ReadSession } from '../../../shared/dataset/reader.ts'
import type { DeixisRecord } from '../../../shared/dataset/record.ts'
import { sourceOfDialogue, sourceOfPicture } from '../../../shared/dataset/record-source.ts'
import { formatById } from '../../../shared/dataset/registry.ts'
import { textKey } from '../../../shared/dataset/seen-keys.ts'
import { createSentShapes, type DialogueSource, pictureSource } from '../../../shared/dataset/source.ts'
import { createSourceWriter, dialectFor, formatFor } from '../../../shared/dataset/source-writer.ts'
import { splitOfPath } from '../../../shared/dataset/split.ts'
import { roundKeys } from '../../../shared/dataset/twins.ts'
import type { ImageFile } from '../../../shared/dialogue/image.ts'
import type { Region } from '../../../shared/dialogue/region.ts'
import { AppError } from '../../../shared/errors.ts'
import type { PieceBlock } from '../files/piece-blocks.ts'
import { parseXml } from '../files/xml-tree.ts'
import { imageIdOf } from '../project/project-ids.ts'
import { createBlockText } from './block-text.ts'
import type { BlockResult, ConvertJob } from './convert-job.ts'
import { createPictureFinder } from './find-pictures.ts'
import { createPieceParser } from './piece-parser.ts'

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

type Gathered = { image: ImageFile & { file: string }; regions: Map<string, Region> }

/** A converter for this job. Throws `rpc.bad-input` for formats that cannot be read or written. */
export function createBlockConverter(job: ConvertJob): BlockConverter {
  const { options, task } = job
  const from = formatById(job.from)
  const to = formatFor(options)
  if (from?.reader === undefined || from.reader === null) {
    throw new AppError('rpc.bad-input', { message: `${job.from} cannot be read.` })
  }
  const finder = job.imagesFolder === null ? null : createPictureFinder(job.imagesFolder)
  const keepsRejected = to.isOwn === true
  const fileOf = (image: ImageFile): string =>
    options.images === 'none' ? ((image as { file?: string }).file ?? image.path) : `images/${image.path}`
  const isMissing = (image: ImageFile): boolean => {
    const file = (image as { file?: string }).file ?? image.path
    return finder !== null && finder.find(file) === null && !isInsidePicture(file)
  }
  let state = emptyResult()
  let place = { file: '', line: 0 }
  const totals = new Map<string, number>()
  const joined = createBlockText(to)
  const gathered = to.takes === 'pictures' && from.takes !== 'pictures' ? new Map<string, Gathered>() : null
  const sent = createSentShapes()
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
    ...(job.pair === undefined ? {} : { pair: job.pair }),
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

  function splitFor(image: ImageFile | undefined): string | null {
    return options.split === undefined || image === undefined ? null : splitOfPath(image.path, options.split)
  }

  function gather(record: DeixisRecord, into: Map<string, Gathered>): void {
    for (const image of record.kind === 'image' ? [record.image] : record.images) {
      if (!into.has(image.id)) into.set(image.id, { image, regions: new Map() })
    }
    for (const region of record.regions) into.get(region.imageId)?.regions.set(region.id, region)
    if (record.kind === 'image' || options.coordinates !== 'sent') return
    const regions = Object.fromEntries(record.regions.map((region) => [region.id, region]))
    for (const turn of record.turns) sent.add(turn, regions)
  }

  function take(record: DeixisRecord, isCanonical: boolean | undefined): void {
    state.records++
    if (counter !== null) {
      counter.add(record)
      return
    }
    if (record.kind === 'dialogue') state.ids.push(textKey(record.dialogue.id), place.line)
    if (task === 'check') noteTurned(record)
    else noteInside(record)
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

  /** What is written names a file, which people have to make. */
  function noteInside(record: DeixisRecord): void {
    for (const { file } of record.kind === 'image' ? [record.image] : record.images) {
      if (!isInsidePicture(file)) continue
      const message = `The picture stands in the row itself: save it as ${file}.`
      note([{ severity: 'warning', code: 'embedded-picture', message }])
    }
  }

  /** Whoever parses it keeps the last value and says nothing. */
  function noteRepeated(key: string, line: number): void {
    place = { file: place.file, line }
    const message = `“${key}” stands twice in one object: only the last value counts.`
    note([{ severity: 'error', code: 'repeated-key', message }])
  }

  /** What a format has no place for at all is counted, and said once for the whole file. */
  function noteOmitted(code: string, count = 1): void {
    const name = `loss ${code}`
    state.counts[name] = (state.counts[name] ?? 0) + count
  }

  function accept(read: Read): void {
    if (read.report.length > 0) note(read.report)
    if (read.classes !== undefined) writer.declare(read.classes)
    for (const name of read.unknown) state.unknown[name] = (state.unknown[name] ?? 0) + 1
    for (const record of read.records) take(record, read.isCanonical)
  }

  const parse = createPieceParser({
    piece(value, text, line, array) {
      place = { file: place.file, line }
      state.pieces++
      accept(session.read({ place, value, text, ...(array === undefined ? {} : { array }) }))
    },
    broken(code, message, line) {
      place = { file: place.file, line }
      state.pieces++
      note([{ severity: 'error', code, message }])
    },
    ...(task === 'check' ? { repeated: noteRepeated } : {}),
  })

  function finish(): BlockResult {
    const result = { ...state, blocks: joined.take(), tally: counter?.take() ?? null }
    state = emptyResult()
    return result
  }

  return {
    process(block) {
      place = { file: block.file, line: block.first }
      parse(block)
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
        const source = pictureSource(image, [...regions.values()].map(sent.place), options, keepsRejected)
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
    pictures: [] as { name: string; image: ImageFile; path: string | null }[],
  }
}
