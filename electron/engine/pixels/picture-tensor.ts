import { decodeImage } from './decode-image.ts'
import { resizePadded } from './resize-padded.ts'

/** What the vision graph reads: planes of red, green and blue in 0..1 of the upright picture in a white square. */
export async function pictureTensor(path: string, size: number): Promise<Float32Array> {
  const { data } = resizePadded(await decodeImage(path), size)
  const area = size * size
  const planes = new Float32Array(3 * area)
  for (let i = 0; i < area; i++) {
    for (let c = 0; c < 3; c++) planes[c * area + i] = (data[3 * i + c] as number) / 255
  }
  return planes
}
