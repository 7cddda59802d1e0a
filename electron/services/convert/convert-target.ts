import { copyFile, stat } from 'node:fs/promises'
import { dirname, extname } from 'node:path'
import type { ReportLine } from '../../../shared/api/dataset.ts'
import type { Format } from '../../../shared/dataset/format.ts'
import { leadsUpwards } from '../../../shared/dataset/safe-path.ts'
import { formatFor } from '../../../shared/dataset/source-writer.ts'
import type { ImageFile } from '../../../shared/dialogue/image.ts'
import { AppError } from '../../../shared/errors.ts'
import { createExportFile } from '../dataset/export-file.ts'
import { createExportFolder, type ExportFolderOptions } from '../dataset/export-folder.ts'
import { linkImage, pictureFolder } from '../dataset/export-images.ts'
import { containerOpener } from '../dataset/open-container.ts'
import { writeSmallFilesHere } from '../files/small-file.ts'
import { writeSmallFilesBeside } from '../files/small-file-thread.ts'
import { releaseBytes } from './block-text.ts'
import type { BlockResult, ConvertRequest } from './convert-job.ts'
import { threadsFor } from './convert-results.ts'
import { createPictureFinder } from './find-pictures.ts'

/** Where results go. */
export type ConvertTarget = {
  /** Writes what a block became; answers with the records in it. */
  take(result: BlockResult): Promise<number>
  /** Gives everything its final name. */
  finish(summary: TargetSummary): Promise<void>
  /** Removes whatever has no final name. */
  discard(): Promise<void>
}

type TargetSummary = { records: number; errors: number; losses: number; warnings: number }

function isSafePath(path: string): boolean {
  return !/^[/\\]|^[A-Za-z]:/.test(path) && !leadsUpwards(path)
}

/** Containers get their pictures from the folder that was given, else from beside the input. */
function containersOf({ job, input, copyUpright }: ConvertRequest): ExportFolderOptions {
  const finder = createPictureFinder(job.imagesFolder ?? dirname(input))
  const pathOf = (image: ImageFile): string => {
    const found = finder.find((image as { file?: string }).file ?? image.path)
    if (found !== null) return found.path
    const message = `The picture ${image.path} was not found.`
    throw new AppError('image.not-found', { message, hint: 'Say with --images where the pictures are.' })
  }
  return { openContainer: containerOpener(pathOf, copyUpright ?? copyFile) }
}

/** A file for what writes one, else a folder. Throws `rpc.bad-input` for a file name where a folder is needed. */
export async function openConvertTarget(
  request: ConvertRequest,
  output: string,
  note: (line: ReportLine) => void,
): Promise<ConvertTarget> {
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

function openFolder(
  request: ConvertRequest,
  output: string,
  format: Format,
  note: (line: ReportLine) => void,
): ConvertTarget {
  const { options } = request.job
  const smallFiles = threadsFor(request) > 1 ? writeSmallFilesBeside() : writeSmallFilesHere()
  const folder = createExportFolder(output, options, { ...containersOf(request), smallFiles, ...request.files })
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
        const added = folder.add(line)
        if (added instanceof Promise) await added
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
