import { copyFile, writeFile } from 'node:fs/promises'
import { Transformer } from '@napi-rs/image'
import { AppError } from '../../../shared/errors.ts'
import { readImageInfo } from '../../services/images/image-info.ts'
import { decodeImage } from './decode-image.ts'

/**
 * Writes the upright picture to another file. A picture that already stands upright is copied byte for byte; a turned one
 * is written without its tag, JPEG at quality 95 or PNG over white.
 */
export async function copyUpright(from: string, to: string): Promise<void> {
  const info = await readImageInfo(from)
  if (info.orientation === 1) {
    await copyFile(from, to).catch((cause: unknown) => {
      throw new AppError('export.write-failed', { detail: String(cause), cause })
    })
    return
  }
  const picture = await decodeImage(from)
  const rgba = new Uint8Array((picture.data.length / 3) * 4).fill(255)
  for (let i = 0, j = 0; i < picture.data.length; i += 3, j += 4) rgba.set(picture.data.subarray(i, i + 3), j)
  const transformer = Transformer.fromRgbaPixels(rgba, picture.width, picture.height)
  try {
    await writeFile(to, await (info.format === 'jpeg' ? transformer.jpeg(95) : transformer.png()))
  } catch (cause) {
    throw new AppError('export.write-failed', { detail: String(cause), cause })
  }
}
