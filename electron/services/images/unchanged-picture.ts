import type { ImageRecord } from '../../../shared/dialogue/image.ts'
import { AppError } from '../../../shared/errors.ts'
import { readImageInfo } from './image-info.ts'

/** Fails for a file that changed its size since the folder was read: it would put every coordinate in the wrong place. */
export async function checkUnchanged(path: string, image: ImageRecord): Promise<void> {
  const { width, height } = await readImageInfo(path)
  if (width === image.width && height === image.height) return
  throw new AppError('image.not-readable', {
    message: 'The image file has changed since the folder was read.',
    hint: 'Open the folder again.',
    detail: `${width} x ${height} instead of ${image.width} x ${image.height}`,
  })
}
