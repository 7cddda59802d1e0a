import type { Size } from '../geometry/spaces.ts'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
/** A picture's size stands near its start; long EXIF data may come before it. */
const mostBytes = 1 << 18

function decodeStart(base64: string): Uint8Array {
  const count = Math.min(base64.length, Math.ceil((mostBytes * 4) / 3)) & ~3
  const bytes = new Uint8Array((count / 4) * 3)
  for (let from = 0, to = 0; from < count; from += 4, to += 3) {
    const [a = 0, b = 0, c = 0, d = 0] = [0, 1, 2, 3].map((at) => Math.max(letters.indexOf(base64[from + at] ?? ''), 0))
    bytes[to] = (a << 2) | (b >> 4)
    bytes[to + 1] = ((b & 15) << 4) | (c >> 2)
    bytes[to + 2] = ((c & 3) << 6) | d
  }
  return bytes
}

function jpegSize(view: DataView): Size | null {
  for (let at = 2; at + 9 <= view.byteLength && view.getUint8(at) === 0xff; ) {
    const marker = view.getUint8(at + 1)
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) }
    at += 2 + view.getUint16(at + 2)
  }
  return null
}

/** The three ways in which a WebP file may begin. */
function webpSize(view: DataView): Size | null {
  if (view.byteLength < 30 || view.getUint32(8) !== 0x57454250) return null
  const three = (at: number): number => 1 + view.getUint16(at, true) + (view.getUint8(at + 2) << 16)
  switch (view.getUint32(12)) {
    case 0x56503820:
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
    case 0x5650384c: {
      const bits = view.getUint32(21, true)
      return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) }
    }
    case 0x56503858:
      return { width: three(24), height: three(27) }
    default:
      return null
  }
}

/**
 * The size of a PNG, JPEG or WebP picture in base64, from its header; null for other kinds and for what is no picture. An orientation tag is
 * not looked at: pictures in training lines stand upright.
 */
export function base64Size(base64: string): Size | null {
  const bytes = decodeStart(base64.slice(0, 2 * mostBytes))
  const view = new DataView(bytes.buffer)
  if (view.byteLength >= 24 && view.getUint32(0) === 0x89504e47) {
    return { width: view.getUint32(16), height: view.getUint32(20) }
  }
  if (view.byteLength >= 12 && view.getUint32(0) === 0x52494646) return webpSize(view)
  return view.byteLength >= 4 && view.getUint16(0) === 0xffd8 ? jpegSize(view) : null
}

/** The same of a picture in a data URL. */
export function dataUrlSize(url: string): Size | null {
  const start = /^data:[^,]*;base64,/.exec(url.slice(0, 200))?.[0]
  return start === undefined ? null : base64Size(url.slice(start.length, start.length + 2 * mostBytes))
}
