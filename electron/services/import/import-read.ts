import type { ReportLine } from '../../../shared/api/dataset.ts'
import type { ImportChoice } from '../../../shared/api/import.ts'
import { fitShape } from '../../../shared/dataset/fit-shape.ts'
import type { Format } from '../../../shared/dataset/format.ts'
import { placeInFrame } from '../../../shared/dataset/import-frame.ts'
import { placeRecord } from '../../../shared/dataset/place-record.ts'
import type { ClaimedSize, Place, Read } from '../../../shared/dataset/reader.ts'
import type { DeixisRecord } from '../../../shared/dataset/record.ts'
import { dialectFor } from '../../../shared/dataset/source-writer.ts'
import type { ImageFile } from '../../../shared/dialogue/image.ts'
import type { Shape } from '../../../shared/dialogue/region.ts'
import { AppError } from '../../../shared/errors.ts'
import { makePause } from '../flow/make-pause.ts'
import { filesOfFormat, type ImportRoot } from './import-files.ts'
import type { ImportLog } from './import-log.ts'
import type { ImportPictures } from './import-pictures.ts'
import { readPieces } from './import-pieces.ts'

/** A record on the project's pictures, and its shapes as the file has them. */
export type ImportedRecord = {
  readonly record: DeixisRecord
  readonly raw: DeixisRecord
  readonly place: Place
  readonly image: ImageFile
  /** The file gives a picture of it another size. */
  readonly isOtherSize: boolean
}

export type ReadStep = { readonly records: readonly ImportedRecord[]; readonly done: number; readonly total: number }

export type ReadOptions = {
  readonly root: ImportRoot
  readonly format: Format
  readonly choice: ImportChoice
  readonly pictures: ImportPictures
  readonly log: ImportLog
  /** Names of fields that nothing reads, each as often as it occurs. */
  readonly onUnknown: (field: string) => void
  /** The EXIF orientation of a picture of the project. */
  readonly orientation: (image: ImageFile) => Promise<number>
  readonly images: ReadonlyMap<string, ImageFile>
  readonly signal: AbortSignal
}

/** Reads everything of a format, in steps of a megabyte or so; others get their turn in between. */
export async function* readRecords(options: ReadOptions): AsyncGenerator<ReadStep> {
  const { root, format, choice, pictures, log, signal } = options
  const { reader } = format
  if (reader === null) throw new AppError('rpc.bad-input', { message: `${format.id} cannot be read.` })
  const groups = await filesOfFormat(root, format)
  const total = groups.flat().reduce((sum, file) => sum + file.bytes, 0)
  const pair = choice.pair === undefined ? {} : { pair: choice.pair }
  const context = { ...pictures.context(dialectFor(format, choice)), ...pair }
  const pause = makePause()
  const orientations = new Map<string, number>()
  const isOwn = format.id === 'deixis-jsonl'
  let before = 0

  async function noteTurned(claimed: readonly ClaimedSize[]): Promise<void> {
    for (const { imageId } of claimed) {
      pictures.noteOtherSize(imageId)
      const image = options.images.get(imageId)
      if (choice.sizes !== 'fit' || image === undefined || orientations.has(imageId)) continue
      orientations.set(imageId, await options.orientation(image))
    }
  }

  /** A step of one reading: its records on the project's pictures. */
  async function take(read: Read, at: Place, records: ImportedRecord[]): Promise<void> {
    log.note(read.report)
    for (const field of read.unknown) options.onUnknown(field)
    const claims = [...(read.claimed ?? [])]
    for (const raw of read.records) {
      const report: ReportLine[] = []
      if (isOwn) claims.push(...claimedSizes(raw, at, pictures, report))
      if (claims.length > 0) await noteTurned(claims)
      const place = (shape: Shape, image: ImageFile): Shape => {
        if (choice.frame !== undefined && choice.frame !== 'pixels' && format.dialects.length === 0) {
          return placeInFrame(shape, choice.frame, image)
        }
        const claimed = choice.sizes === 'fit' ? claims.find((one) => one.imageId === image.id) : undefined
        return claimed === undefined ? shape : fitShape(shape, claimed, image, orientations.get(image.id) ?? 1)
      }
      const placed = placeRecord(
        raw,
        (source) => pictures.find(source.id, [source.file, source.path], at, report),
        (shape, _, image) => place(shape, image),
      )
      log.note(report)
      const [image] = placed.kind === 'placed' ? placed.images : []
      if (placed.kind === 'placed' && image !== undefined)
        records.push({ record: placed.record, raw, place: at, image, isOtherSize: claims.length > 0 })
    }
  }

  for (const files of groups) {
    const session = reader.open(context)
    let last: Place = { file: files.at(-1)?.name ?? '', line: 1 }
    for await (const { pieces, problems, bytes } of readPieces(files, reader.layout)) {
      const records: ImportedRecord[] = []
      log.note(problems)
      for (const piece of pieces) {
        last = piece.place
        await take(session.read(piece), last, records)
        await pause()
        if (signal.aborted) throw new AppError('rpc.cancelled')
      }
      yield { records, done: before + bytes, total }
    }
    before += files.reduce((sum, file) => sum + file.bytes, 0)
    let records: ImportedRecord[] = []
    for (const read of session.end?.() ?? []) {
      await take(read, read.place ?? last, records)
      await pause()
      if (signal.aborted) throw new AppError('rpc.cancelled')
      if (records.length < 1000) continue
      yield { records, done: before, total }
      records = []
    }
    yield { records, done: before, total }
  }
}

/** Pictures that one of our own records gives another size than they have here. */
function claimedSizes(record: DeixisRecord, at: Place, pictures: ImportPictures, report: ReportLine[]): ClaimedSize[] {
  return (record.kind === 'image' ? [record.image] : record.images).flatMap(({ id, file, path, width, height }) => {
    const image = pictures.find(id, [file, path], at, [])
    if (image === null || (image.width === width && image.height === height)) return []
    const message = `${file}: the file says ${width} × ${height} pixels, the picture has ${image.width} × ${image.height}.`
    report.push({ severity: 'warning', code: 'size-differs', message, imageId: image.id, ...at })
    return [{ imageId: image.id, width, height }]
  })
}
