import { join, resolve } from 'node:path'
import type { ExportOptions } from '../../shared/api/dataset.ts'
import type { FileNames } from '../../shared/dataset/format.ts'

/** The folder for copied pictures inside an export. */
export const imagesFolder = 'images'

/**
 * How lines name picture files: relative ones from the exported files when pictures are copied, else from the project's folder.
 * `target` is null in a preview, where no folder has been chosen yet.
 */
export function imageFileNames(options: ExportOptions, projectPath: string, target: string | null): FileNames {
  const isCopied = options.images === 'copy'
  const prefix = isCopied ? `${imagesFolder}/` : ''
  if (options.paths === 'relative') return (image) => prefix + image.path
  const root = isCopied ? resolve(target ?? '.', imagesFolder) : resolve(projectPath)
  return (image) => join(root, ...image.path.split('/'))
}
