import { join } from 'node:path'
import type { datasetApi, ExportItem, ExportOptions, ReportLine } from '../../../shared/api/dataset.ts'
import { type ExportStep, exportDocument } from '../../../shared/dataset/export.ts'
import type { WrittenLine } from '../../../shared/dataset/format.ts'
import { silentWays } from '../../../shared/dataset/silent-ways.ts'
import { dialectFor, formatFor, type SourceFileNames } from '../../../shared/dataset/source-writer.ts'
import type { ImageFile } from '../../../shared/dialogue/image.ts'
import type { Document } from '../../../shared/document/document.ts'
import { AppError } from '../../../shared/errors.ts'
import type { ProjectId } from '../../../shared/ids.ts'
import type { Handlers } from '../../../shared/rpc/contract.ts'
import { createExportFolder } from './export-folder.ts'
import { imageFileNames, isTurned, linkImage, pictureFolder, pictureReport, readsOrientation } from './export-images.ts'
import { createFileFinder } from './file-finder.ts'
import { containerOpener } from './open-container.ts'

export type DatasetServiceOptions = {
  /** The project's records as its journal leaves them, with its pictures, and ids of those that their orientation tag turns. */
  loadDocument(
    projectId: ProjectId,
  ): Promise<{ readonly document: Document; readonly projectPath: string; readonly turned: ReadonlySet<string> }>
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

/** The pictures of dialogues and regions whose files are not there. */
async function missingImages(document: Document, folder: string, signal: AbortSignal): Promise<Set<string>> {
  const used = new Set<string>(Object.values(document.dialogues).flatMap((dialogue) => dialogue.imageIds))
  for (const region of Object.values(document.regions)) used.add(region.imageId)
  const isThere = createFileFinder(folder)
  const missing = new Set<string>()
  for (const id of used) {
    stopIfAborted(signal)
    const image = document.images[id]
    if (image === undefined || !(await isThere(image.path))) missing.add(id)
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

function preview({ text, shapes, file }: WrittenLine, { id, width, height }: ImageFile): ExportItem {
  return {
    kind: 'record',
    record: { line: text, file, imageId: id, imageWidth: width, imageHeight: height, shapes: [...shapes()] },
  }
}

/** The pictures that a line names. */
function imagesOf({ image, otherImages = [] }: WrittenLine): ImageFile[] {
  return image === null ? [...otherImages] : [image, ...otherImages]
}

/** Datasets from what the journals hold, the same for every shell. */
export function createDatasetService(service: DatasetServiceOptions): Handlers<typeof datasetApi> {
  type Pass = {
    readonly steps: Iterable<ExportStep>
    readonly fileOf: SourceFileNames
    readonly folder: string
    readonly turned: ReadonlySet<string>
    /** What the trainer does in silence, said once. */
    readonly ways: readonly ReportLine[]
  }

  async function start(
    projectId: ProjectId,
    options: ExportOptions,
    target: string | null,
    signal: AbortSignal,
  ): Promise<Pass> {
    const { document, projectPath, turned } = await service.loadDocument(projectId)
    const missing = await missingImages(document, projectPath, signal)
    const format = formatFor(options)
    const fileOf = imageFileNames(format, options, projectPath, target)
    const isMissing = (image: ImageFile): boolean => missing.has(image.id)
    return {
      steps: exportDocument(document, options, { fileOf, isMissing }),
      fileOf,
      folder: projectPath,
      turned,
      ways: silentWays(format, dialectFor(format, options)),
    }
  }

  return {
    async *'dataset.preview'({ projectId, options, limit }, { signal }) {
      const counts: Counts = { records: 0, errors: 0, losses: 0, warnings: 0 }
      const { steps, ways, turned } = await start(projectId, options, null, signal)
      const images = new Map<string, ImageFile>()
      count(counts, ways)
      if (ways.length > 0) yield { kind: 'report', lines: [...ways] }
      // The first ones at once; a hundred thousand messages of one line each would keep both sides busy for seconds.
      const lines: ReportLine[] = []
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
        lines.push(...step.report)
        const isPause = step.done % itemsPerPause === 0
        if (lines.length > 0 && (isPause || step.done < itemsPerPause)) {
          yield { kind: 'report', lines: lines.splice(0) }
        }
        if (isPause) {
          yield { kind: 'progress', done: step.done, total: step.total }
          await pause()
        }
      }
      if (lines.length > 0) yield { kind: 'report', lines }
      // The scan has read every header; an export looks again.
      const said = pictureReport(
        [...images.values()].filter(({ id }) => turned.has(id)),
        options,
      )
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
      const pathOf = (image: ImageFile): string => join(projectPath, ...image.path.split('/'))
      const openContainer = containerOpener(pathOf, service.copyUpright)
      const target = createExportFolder(folder, options, { openContainer })
      const images = new Map<string, ImageFile>()
      const lines: ReportLine[] = []
      /** Where copies go: a picture may be named from several files. */
      const copies = new Map<string, ImageFile>()
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
          for (const one of step.report) lines.push({ ...one, ...place })
          if (step.done % itemsPerPause === 0) {
            if (lines.length > 0) yield { kind: 'report', lines: lines.splice(0) }
            yield { kind: 'progress', done: step.done, total: step.total }
            await pause()
          }
        }
        if (lines.length > 0) yield { kind: 'report', lines: lines.splice(0) }
        if (counts.errors > 0 && !options.validRest) {
          throw new AppError('export.blocked', {
            message: `Nothing was written: ${counts.errors} ${counts.errors === 1 ? 'error' : 'errors'} must be resolved first.`,
            hint: 'Resolve them, or export the valid rest.',
          })
        }
        const turned: ImageFile[] = []
        if (readsOrientation(options)) {
          let read = 0
          for (const image of images.values()) {
            stopIfAborted(signal)
            if (await isTurned(pathOf(image))) turned.push(image)
            if (++read % itemsPerPause === 0) yield { kind: 'progress', done: read, total: images.size }
          }
        }
        const said = pictureReport(turned, options)
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
