import { symlink } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { ExportOptions, ReportLine } from '../../../shared/api/dataset.ts'
import type { Format } from '../../../shared/dataset/format.ts'
import { formatFor, type SourceFileNames } from '../../../shared/dataset/source-writer.ts'
import { splitFileName } from '../../../shared/dataset/split.ts'
import type { ImageFile } from '../../../shared/dialogue/image.ts'
import { readImageInfo } from '../images/image-info.ts'

/** The folder inside an export for the pictures that `file` names. */
export function pictureFolder(format: Format, file: string): string {
  if (format.pictureFolder !== undefined) return format.pictureFolder(file)
  return `${file.slice(0, file.lastIndexOf('/') + 1)}images`
}

/** The folder for the pictures of one split. */
function folderOf(format: Format, split: string | null): string {
  const [{ name: file } = { name: '' }] = format.files
  const named = split === null ? file : (format.splitFile?.(file, split) ?? splitFileName(file, split))
  return pictureFolder(format, named)
}

/**
 * How lines name picture files: relative to the file that names them when pictures are copied or linked, else relative to the project's
 * folder. `target` is null in a preview, where no folder has been chosen yet.
 */
export function imageFileNames(
  format: Format,
  options: ExportOptions,
  projectPath: string,
  target: string | null,
): SourceFileNames {
  const isBeside = options.images !== 'none'
  if (options.paths === 'relative') return (image) => (isBeside ? `images/${image.path}` : image.path)
  if (!isBeside) return (image) => join(resolve(projectPath), ...image.path.split('/'))
  return (image, split) => resolve(target ?? '.', folderOf(format, split), ...image.path.split('/'))
}

/** Links a picture as it is. */
export function linkImage(from: string, to: string): Promise<void> {
  return symlink(resolve(from), to)
}

/**
 * What is to be said of a picture that is exported as it is: our coordinates are those of the upright one, so that a tag turns the picture
 * and not the boxes wherever it is ignored. Source: the formats page, section 1.
 */
function orientationReport(image: ImageFile, format: Format): ReportLine {
  const who = format.consumer === undefined ? 'most trainers ignore' : 'its trainer ignores'
  const message = `${image.path} is turned by its orientation tag, which ${who}: copy the pictures, upright.`
  return { severity: 'warning', code: 'orientation-tag', message, imageId: image.id }
}

/** Whether a file is turned by its orientation tag; false for one that cannot be read. */
export async function isTurned(path: string): Promise<boolean> {
  const info = await readImageInfo(path).catch(() => null)
  return info !== null && info.orientation !== 1
}

/** Whether it matters to an export which pictures are turned by their tag. */
export function readsOrientation(options: ExportOptions): boolean {
  const { pictures, consumer } = formatFor(options)
  return pictures !== 'inside' && options.images !== 'copy' && consumer?.orientation !== 'applied'
}

/** What is to be said of the pictures of an export that are not copied; `turned` are those that their orientation tag turns. */
export function pictureReport(turned: readonly ImageFile[], options: ExportOptions): ReportLine[] {
  const format = formatFor(options)
  const report = readsOrientation(options) ? turned.map((image) => orientationReport(image, format)) : []
  if (format.pictures === 'beside' && options.images === 'none') {
    const message = 'The loader wants the pictures beside its files: copy or link them.'
    report.push({ severity: 'warning', code: 'pictures-needed', message })
  }
  return report
}
