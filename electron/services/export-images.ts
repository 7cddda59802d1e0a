import { symlink } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { ExportOptions, ReportLine } from '../../shared/api/dataset.ts'
import type { Format } from '../../shared/dataset/format.ts'
import type { SourceFileNames } from '../../shared/dataset/source-writer.ts'
import { splitFileName } from '../../shared/dataset/split.ts'
import type { ImageRecord } from '../../shared/dialogue/image.ts'
import { readImageInfo } from './image-info.ts'

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

/** Trainers do not agree on orientation tags: what is said of a picture that is exported as it is. */
export async function orientationReport(image: ImageRecord, path: string): Promise<ReportLine[]> {
  const info = await readImageInfo(path).catch(() => null)
  if (info === null || info.orientation === 1) return []
  const message = `${image.path} is turned by its orientation tag, which most trainers ignore: copy the pictures, upright.`
  return [{ severity: 'warning', code: 'orientation-tag', message, imageId: image.id }]
}
