import type { ImageFile } from '../../dialogue/image.ts'
import type { ReadContext } from '../reader.ts'

const suffixes = ['jpg', 'jpeg', 'png', 'webp', 'bmp', 'gif', 'tif', 'tiff', 'JPG', 'JPEG', 'PNG']

/** The picture of a file that shares its name up to the suffix: under the path as it stands, or with `images` in the place of `labels`. */
export function pictureOfStem(stem: string, context: Pick<ReadContext, 'picture'>): ImageFile | null {
  const inImages = stem.replace(/(^|\/)(?:labels|Annotations)\/(?!.*\/(?:labels|Annotations)\/)/, '$1images/')
  const places = inImages === stem ? [stem] : [inImages, inImages.replace(/^images\//, ''), stem]
  for (const place of places) {
    for (const suffix of suffixes) {
      const found = context.picture(`${place}.${suffix}`)
      if (found !== null) return found
    }
  }
  return null
}
