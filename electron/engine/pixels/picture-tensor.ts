import { decodeImage } from './decode-image.ts'
import { resizePadded } from './resize-padded.ts'

/** What the vision graph reads: planes of red, green and blue in 0..1 of the upright picture in a white square. */
export async function pictureTensor(path: string, size: number): Promise<Float32Array> {
  const { data } = resizePadded(await decodeImage(path), size)
  const area = size * size
  const planes = new Float32Array(3 * area)
  for (let i = 0, from = 0; i < area; i++, from += 3) {
    planes[i] = (data[from] as number) / 255
    planes[area + i] = (data[from + 1] as number) / 255
    planes[2 * area + i] = (data[from + 2] as number) / 255
  }
  return planes
}
