import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { datasetApi, ExportItem, ExportOptions, ReportLine } from '../../shared/api/dataset.ts'
import { type ExportStep, exportDocument } from '../../shared/dataset/export.ts'
import type { WrittenLine } from '../../shared/dataset/format.ts'
import { silentWays } from '../../shared/dataset/silent-ways.ts'
import { dialectFor, formatFor, type SourceFileNames } from '../../shared/dataset/source-writer.ts'
import type { ImageRecord } from '../../shared/dialogue/image.ts'
import type { Document } from '../../shared/document/document.ts'
import { AppError } from '../../shared/errors.ts'
import type { ProjectId } from '../../shared/ids.ts'
import type { Handlers } from '../../shared/rpc/contract.ts'
import { createExportFolder } from './export-folder.ts'
import { imageFileNames, isTurned, linkImage, pictureFolder, pictureReport } from './export-images.ts'
import { containerOpener } from './open-container.ts'

export type DatasetServiceOptions = {
  /** The project's records as its journal leaves them, with its pictures. */
  loadDocument(projectId: ProjectId): Promise<{ readonly document: Document; readonly projectPath: string }>
  /** Writes a picture so that it needs no orientation tag. */
  copyUpright(from: string, to: string): Promise<void>
  readonly appVersion: string
}

const itemsPerPause = 50

function pause(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

function stopIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new AppError('rpc.cancelled')
}

/** The pictures of these ids whose files are not there. */
async function missingImages(document: Document, folder: string, signal: AbortSignal): Promise<Set<string>> {
  const used = new Set<string>(Object.values(document.dialogues).flatMap((dialogue) => dialogue.imageIds))
  for (const region of Object.values(document.regions)) used.add(region.imageId)
  const missing = new Set<string>()
  for (const id of used) {
    stopIfAborted(signal)
    const image = document.images[id]
    const found = image ? await stat(join(folder, ...image.path.split('/'))).catch(() => null) : null
    if (!found?.isFile()) missing.add(id)
  }
  return missing
}

type Counts = { records: number; errors: number; losses: number; warnings: number }

function count(counts: Counts, report: readonly ReportLine[]): void {
  for (const line of report) {
    if (line.severity === 'error') counts.errors++
    else if (line.severity === 'warning') counts.warnings++
    else counts.losses++
  }
}

function preview({ text, shapes, file }: WrittenLine, { id, width, height }: ImageRecord): ExportItem {
  return {
    kind: 'record',
    record: { line: text, file, imageId: id, imageWidth: width, imageHeight: height, shapes: [...shapes()] },
  }
}

/** The pictures that a line names. */
function imagesOf({ image, otherImages = [] }: WrittenLine): ImageRecord[] {
  return image === null ? [...otherImages] : [image, ...otherImages]
}

/** Datasets from what the journals hold, the same for every shell. */
export function createDatasetService(service: DatasetServiceOptions): Handlers<typeof datasetApi> {
  type Pass = {
    readonly steps: Iterable<ExportStep>
    readonly fileOf: SourceFileNames
    readonly folder: string
    /** What the trainer does in silence, said once. */
    readonly ways: readonly ReportLine[]
  }

  async function start(
    projectId: ProjectId,
    options: ExportOptions,
    target: string | null,
    signal: AbortSignal,
  ): Promise<Pass> {
    const { document, projectPath } = await service.loadDocument(projectId)
    const missing = await missingImages(document, projectPath, signal)
    const format = formatFor(options)
    const fileOf = imageFileNames(format, options, projectPath, target)
    const isMissing = (image: ImageRecord): boolean => missing.has(image.id)
    return {
      steps: exportDocument(document, options, { fileOf, isMissing }),
      fileOf,
      folder: projectPath,
      ways: silentWays(format, dialectFor(format, options)),
    }
  }

  /** What previews have found out; a file that a scan finds changed gets another record. */
  const turnedFiles = new WeakMap<ImageRecord, Promise<boolean>>()
  function isTurnedOnce(image: ImageRecord, folder: string): Promise<boolean> {
    const found = turnedFiles.get(image) ?? isTurned(join(folder, ...image.path.split('/')))
    turnedFiles.set(image, found)
    return found
  }

  return {
    async *'dataset.preview'({ projectId, options, limit }, { signal }) {
      const counts: Counts = { records: 0, errors: 0, losses: 0, warnings: 0 }
      const { steps, ways, folder } = await start(projectId, options, null, signal)
      const images = new Map<string, ImageRecord>()
      count(counts, ways)
      if (ways.length > 0) yield { kind: 'report', lines: [...ways] }
      let shown = 0
      for (const step of steps) {
        stopIfAborted(signal)
        for (const line of step.lines) {
          for (const image of imagesOf(line)) images.set(image.id, image)
          if (line.image === null) continue
          counts.records++
          if (shown++ < limit) yield preview(line, line.image)
        }
        count(counts, step.report)
        if (step.report.length > 0) yield { kind: 'report', lines: [...step.report] }
        if (step.done % itemsPerPause === 0) {
          yield { kind: 'progress', done: step.done, total: step.total }
          await pause()
        }
      }
      const turned = (image: ImageRecord): Promise<boolean> => isTurnedOnce(image, folder)
      const said = await pictureReport(images.values(), turned, options, () => stopIfAborted(signal))
      count(counts, said)
      if (said.length > 0) yield { kind: 'report', lines: said }
      const { records, errors, warnings } = counts
      yield { kind: 'done', path: null, records, errors, warnings, sha256: null }
    },

    async *'dataset.export'({ projectId, options, folder }, { signal }) {
      const counts: Counts = { records: 0, errors: 0, losses: 0, warnings: 0 }
      const { steps, folder: projectPath, ways } = await start(projectId, options, folder, signal)
      count(counts, ways)
      if (ways.length > 0) yield { kind: 'report', lines: [...ways] }
      const format = formatFor(options)
      const pathOf = (image: ImageRecord): string => join(projectPath, ...image.path.split('/'))
      const openContainer = containerOpener(pathOf, service.copyUpright)
      const target = createExportFolder(folder, options, { openContainer })
      const images = new Map<string, ImageRecord>()
      /** Where copies go: a picture may be named from several files. */
      const copies = new Map<string, ImageRecord>()
      try {
        for (const step of steps) {
          stopIfAborted(signal)
          let place: Pick<ReportLine, 'file' | 'line'> = {}
          for (const written of step.lines) {
            if (written.image !== null) counts.records++
            place = { file: written.file, line: await target.add(written) }
            for (const image of imagesOf(written)) {
              images.set(image.id, image)
              if (options.images !== 'none') copies.set(`${pictureFolder(format, written.file)}/${image.path}`, image)
            }
          }
          count(counts, step.report)
          if (step.report.length > 0) {
            yield { kind: 'report', lines: step.report.map((one) => ({ ...one, ...place })) }
          }
          if (step.done % itemsPerPause === 0) {
            yield { kind: 'progress', done: step.done, total: step.total }
            await pause()
          }
        }
        if (counts.errors > 0 && !options.validRest) {
          throw new AppError('export.blocked', {
            message: `Nothing was written: ${counts.errors} ${counts.errors === 1 ? 'error' : 'errors'} must be resolved first.`,
            hint: 'Resolve them, or export the valid rest.',
          })
        }
        const said = await pictureReport(
          images.values(),
          (image) => isTurned(pathOf(image)),
          options,
          () => stopIfAborted(signal),
        )
        count(counts, said)
        if (said.length > 0) yield { kind: 'report', lines: said }
        let done = 0
        for (const [path, image] of copies) {
          stopIfAborted(signal)
          const from = pathOf(image)
          await target.addImage(path, (to) =>
            options.images === 'link' ? linkImage(from, to) : service.copyUpright(from, to),
          )
          yield { kind: 'progress', done: ++done, total: copies.size }
        }
        stopIfAborted(signal)
        const sha256 = await target.finish({ options, appVersion: service.appVersion, images: images.size, ...counts })
        const { records, errors, warnings } = counts
        yield { kind: 'done', path: folder, records, errors, warnings, sha256 }
      } finally {
        await target.discard()
      }
    },
  }
}
