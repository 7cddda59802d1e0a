import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { AppError } from '../../../shared/errors.ts'

export type ImageFormat = 'png' | 'jpeg' | 'webp'

/** What a header says. `width` and `height` are those of the upright picture, `orientation` the EXIF value (1 to 8) to get there. */
export type ImageInfo = {
  readonly format: ImageFormat
  readonly width: number
  readonly height: number
  readonly orientation: number
}

/** Bytes of a file by offset; shorter than asked only at the end of the file. */
export type ByteSource = { readonly size: number; read(offset: number, length: number): Promise<Uint8Array> }

/** Asks for bytes and gets them, so that the same code reads at once or later. */
type Reading<T> = Generator<{ readonly offset: number; readonly length: number }, T, Uint8Array>

/** Larger pictures are refused before they are decoded. */
const maxPixels = 150_000_000

const maxChunks = 4096

/** Reads size and orientation from a picture's header, without decoding it. */
export async function readImageInfo(path: string): Promise<ImageInfo> {
  let file: FileHandle
  try {
    file = await open(path, 'r')
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT'
    throw new AppError(missing ? 'image.not-found' : 'image.not-readable', { detail: String(cause), cause })
  }
  try {
    const status = await file.stat()
    if (!status.isFile()) throw unreadable('it is not a file')
    return await parseImageInfo(fileSource(file, status.size))
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    throw new AppError('image.not-readable', { detail: String(cause), cause })
  } finally {
    await file.close()
  }
}

/**
 * The same over any bytes. JPEG and PNG turn by their EXIF orientation, as browsers show them; WebP does not, because
 * Chromium shows it unturned.
 */
export async function parseImageInfo(source: ByteSource): Promise<ImageInfo> {
  const reading = readHeader()
  let step = reading.next()
  while (step.done !== true) step = reading.next(await source.read(step.value.offset, step.value.length))
  return step.value
}

/** The same of a file, before anything else happens; for threads that have nothing else to do. */
export function readImageInfoNow(path: string): ImageInfo {
  const file = openSync(path, 'r')
  try {
    const reading = readHeader()
    const { size } = fstatSync(file)
    let step = reading.next()
    while (step.done !== true) {
      const { offset, length } = step.value
      const bytes = new Uint8Array(Math.max(0, Math.min(length, size - offset)))
      step = reading.next(bytes.subarray(0, readSync(file, bytes, 0, bytes.length, offset)))
    }
    return step.value
  } finally {
    closeSync(file)
  }
}

function* readHeader(): Reading<ImageInfo> {
  const start = view(yield { offset: 0, length: 16 })
  if (start.byteLength === 0) throw unreadable('the file is empty')
  const info = hasText(start, 0, '\x89PNG\r\n\x1a\n')
    ? yield* readPng()
    : start.byteLength > 2 && start.getUint16(0) === 0xffd8
      ? yield* readJpeg()
      : hasText(start, 0, 'RIFF') && hasText(start, 8, 'WEBP')
        ? yield* readWebp()
        : undefined
  if (!info) throw unreadable('it is not a PNG, JPEG or WebP picture')
  if (info.width < 1 || info.height < 1) throw unreadable('its header gives no size')
  if (info.width * info.height > maxPixels) {
    throw unreadable(
      `it has ${info.width} x ${info.height} pixels, more than the ${maxPixels / 1e6} million that are read`,
    )
  }
  return info
}

function upright(format: ImageFormat, width: number, height: number, orientation: number): ImageInfo {
  return orientation >= 5
    ? { format, width: height, height: width, orientation }
    : { format, width, height, orientation }
}

function* readPng(): Reading<ImageInfo> {
  let width = 0
  let height = 0
  let orientation = 1
  for (let offset = 8, count = 0; count < maxChunks; count++) {
    const head = view(yield { offset, length: 25 })
    if (head.byteLength < 8) break
    const length = head.getUint32(0)
    if (hasText(head, 4, 'IHDR') && head.byteLength >= 16) {
      width = head.getUint32(8)
      height = head.getUint32(12)
    }
    if (hasText(head, 4, 'eXIf'))
      orientation = exifOrientation(view(yield { offset: offset + 8, length: Math.min(length, 65536) }))
    if (hasText(head, 4, 'IDAT') || hasText(head, 4, 'IEND')) break
    offset += 12 + length
  }
  return upright('png', width, height, orientation)
}

function* readJpeg(): Reading<ImageInfo> {
  let width = 0
  let height = 0
  let orientation: number | undefined
  for (let offset = 2, count = 0; count < maxChunks; count++) {
    const head = view(yield { offset, length: 10 })
    if (head.byteLength < 4) break
    if (head.getUint8(0) !== 0xff || head.getUint8(1) === 0xff) {
      offset += 1
      continue
    }
    const marker = head.getUint8(1)
    if (marker === 0xda || marker === 0xd9) break
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      offset += 2
      continue
    }
    const length = head.getUint16(2)
    if (isFrameHeader(marker) && head.byteLength >= 9) {
      height = head.getUint16(5)
      width = head.getUint16(7)
    }
    if (marker === 0xe1 && orientation === undefined && hasText(head, 4, 'Exif\0\0')) {
      orientation = exifOrientation(view(yield { offset: offset + 10, length }))
    }
    offset += 2 + Math.max(length, 2)
  }
  return upright('jpeg', width, height, orientation ?? 1)
}

function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}

function* readWebp(): Reading<ImageInfo> {
  const head = view(yield { offset: 12, length: 18 })
  if (hasText(head, 0, 'VP8X') && head.byteLength >= 18) {
    return upright('webp', uint24(head, 12) + 1, uint24(head, 15) + 1, 1)
  }
  if (hasText(head, 0, 'VP8L') && head.byteLength >= 13 && head.getUint8(8) === 0x2f) {
    const bits = head.getUint32(9, true)
    return upright('webp', (bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1, 1)
  }
  if (hasText(head, 0, 'VP8 ') && head.byteLength >= 18 && uint24(head, 11) === 0x2a019d) {
    return upright('webp', head.getUint16(14, true) & 0x3fff, head.getUint16(16, true) & 0x3fff, 1)
  }
  throw unreadable('its WebP header is damaged')
}

/** Tag 0x0112 of the first directory; 1 where it is missing or makes no sense. */
function exifOrientation(bytes: DataView): number {
  if (bytes.byteLength < 14) return 1
  const little = hasText(bytes, 0, 'II*\0')
  if (!little && !hasText(bytes, 0, 'MM\0*')) return 1
  const directory = bytes.getUint32(4, little)
  if (directory + 2 > bytes.byteLength) return 1
  const entries = bytes.getUint16(directory, little)
  for (let i = 0; i < entries; i++) {
    const entry = directory + 2 + 12 * i
    if (entry + 12 > bytes.byteLength) return 1
    if (bytes.getUint16(entry, little) !== 0x0112) continue
    const value = bytes.getUint16(entry + 8, little)
    return bytes.getUint16(entry + 2, little) === 3 && value >= 1 && value <= 8 ? value : 1
  }
  return 1
}

function fileSource(file: FileHandle, size: number): ByteSource {
  let window = new Uint8Array(0)
  let windowStart = 0
  return {
    size,
    async read(offset, length) {
      const wanted = Math.max(0, Math.min(length, size - offset))
      if (offset < windowStart || offset + wanted > windowStart + window.length) {
        const buffer = new Uint8Array(Math.max(8192, wanted))
        const { bytesRead } = await file.read(buffer, 0, buffer.length, offset)
        window = buffer.subarray(0, bytesRead)
        windowStart = offset
      }
      return window.subarray(offset - windowStart, offset - windowStart + wanted)
    },
  }
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function hasText(bytes: DataView, offset: number, text: string): boolean {
  if (offset + text.length > bytes.byteLength) return false
  for (let i = 0; i < text.length; i++) if (bytes.getUint8(offset + i) !== text.charCodeAt(i)) return false
  return true
}

function uint24(bytes: DataView, offset: number): number {
  return bytes.getUint16(offset, true) | (bytes.getUint8(offset + 2) << 16)
}

function unreadable(reason: string): AppError {
  return new AppError('image.not-readable', { message: `The image file could not be read: ${reason}.` })
}
