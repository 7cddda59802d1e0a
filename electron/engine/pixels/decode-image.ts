import { readFile } from 'node:fs/promises'
import { Transformer } from '@napi-rs/image'
import { AppError } from '../../../shared/errors.ts'
import { type ImageFormat, readImageInfo } from '../../services/images/image-info.ts'
import type { RgbPixels } from './pixels.ts'
import { turnUpright } from './turn-upright.ts'

/** Channels and bytes per channel of the codec's colour types, in its own order. */
const layouts: readonly (readonly [channels: number, bytes: number])[] = [
  [1, 1],
  [2, 1],
  [3, 1],
  [4, 1],
  [1, 2],
  [2, 2],
  [3, 2],
  [4, 2],
]

/** The upright picture of a PNG, JPEG or WebP file; transparent parts over white. */
export async function decodeImage(path: string): Promise<RgbPixels> {
  const info = await readImageInfo(path)
  let raw: Uint8Array
  let colour: number
  let width: number
  let height: number
  try {
    const bytes = await readFile(path)
    if (!isWhole(bytes, info.format)) throw new Error('the file ends in the middle of the picture')
    const transformer = new Transformer(bytes)
    const metadata = await transformer.metadata()
    colour = metadata.colorType
    width = metadata.width
    height = metadata.height
    raw = await transformer.rawPixels()
  } catch (cause) {
    throw new AppError('image.not-readable', { detail: cause instanceof Error ? cause.message : String(cause), cause })
  }
  const layout = layouts[colour]
  if (!layout || raw.length !== width * height * layout[0] * layout[1]) {
    throw new AppError('image.not-readable', { detail: `colour type ${colour} with ${raw.length} bytes` })
  }
  const upright = turnUpright({ width, height, data: toRgb(raw, ...layout) }, info.orientation)
  if (upright.width !== info.width || upright.height !== info.height) {
    throw new AppError('image.not-readable', { detail: 'the header and the picture disagree about the size' })
  }
  return upright
}

/** The codec paints grey what is missing of a JPEG or a lossy WebP; of a PNG it refuses a part itself. */
function isWhole(bytes: Buffer, format: ImageFormat): boolean {
  if (format === 'webp') return bytes.length >= bytes.readUInt32LE(4)
  return format === 'png' || endsAsJpeg(bytes)
}

/** Whether an end mark follows the first scan: inside a scan no other byte pair looks like one. */
function endsAsJpeg(bytes: Buffer): boolean {
  let at = 2
  while (at + 4 <= bytes.length && bytes[at + 1] !== 0xda) {
    const isSegment = bytes[at] === 0xff && bytes[at + 1] !== 0xff
    at += isSegment ? 2 + bytes.readUInt16BE(at + 2) : 1
  }
  return bytes.lastIndexOf(Buffer.of(0xff, 0xd9)) > at
}

function toRgb(raw: Uint8Array, channels: number, bytes: number): Uint8Array {
  const samples = bytes === 2 ? highBytes(raw) : raw
  if (channels === 3) return samples
  const out = new Uint8Array((samples.length / channels) * 3)
  const [green, blue] = channels <= 2 ? [0, 0] : [1, 2]
  const last = channels - 1
  const hasAlpha = channels === 2 || channels === 4
  for (let from = 0, to = 0; to < out.length; from += channels, to += 3) {
    const alpha = hasAlpha ? (samples[from + last] as number) : 255
    out[to] = overWhite(samples[from] as number, alpha)
    out[to + 1] = overWhite(samples[from + green] as number, alpha)
    out[to + 2] = overWhite(samples[from + blue] as number, alpha)
  }
  return out
}

function overWhite(value: number, alpha: number): number {
  return alpha === 255 ? value : Math.round((value * alpha + 255 * (255 - alpha)) / 255)
}

function highBytes(raw: Uint8Array): Uint8Array {
  const wide = new Uint16Array(raw.slice().buffer)
  const out = new Uint8Array(wide.length)
  for (let i = 0; i < wide.length; i++) out[i] = (wide[i] ?? 0) >> 8
  return out
}
