const block = 512

/** A file of a tar. */
export type TarEntry = { readonly name: string; readonly size: number }

function put(header: Buffer, text: string, at: number): void {
  header.write(text, at, 'latin1')
}

function octal(value: number, length: number): string {
  return `${value.toString(8).padStart(length - 1, '0')}\0`
}

function checksum(header: Uint8Array): number {
  let sum = 0
  for (let i = 0; i < block; i++) sum += i >= 148 && i < 156 ? 32 : (header[i] ?? 0)
  return sum
}

/** How the name goes into the two fields of USTAR; null when it does not. */
function splitName(name: Buffer): { name: Buffer; prefix: Buffer } | null {
  if (name.length <= 100) return { name, prefix: Buffer.alloc(0) }
  for (let at = name.length - 101; at < Math.min(name.length, 156); at++) {
    if (at >= 0 && name[at] === 47) return { name: name.subarray(at + 1), prefix: name.subarray(0, at) }
  }
  return null
}

/** The number of bytes that fill the last block of a content. */
export function tarPadding(size: number): number {
  return (block - (size % block)) % block
}

function fill({ name, prefix }: { name: Buffer; prefix: Buffer }, size: number, type: string): Buffer {
  const header = Buffer.alloc(block)
  name.copy(header, 0)
  put(header, octal(0o644, 8), 100)
  put(header, octal(0, 8), 108)
  put(header, octal(0, 8), 116)
  put(header, octal(size, 12), 124)
  put(header, octal(0, 12), 136)
  put(header, type, 156)
  put(header, 'ustar\x0000', 257)
  prefix.copy(header, 345)
  put(header, `${checksum(header).toString(8).padStart(6, '0')}\0 `, 148)
  return header
}

/** One record of pax: its length counts its own digits. */
function paxRecord(key: string, value: string): Buffer {
  const rest = Buffer.byteLength(` ${key}=${value}\n`)
  let length = rest + 1
  while (String(length).length + rest !== length) length = String(length).length + rest
  return Buffer.from(`${length} ${key}=${value}\n`)
}

/**
 * The header of a file: no time, no owner, so that the same content gives the same bytes. A name that USTAR cannot hold, or that is not
 * ASCII, goes into a pax header in front.
 */
export function tarHeader({ name, size }: TarEntry): Buffer {
  const bytes = Buffer.from(name, 'utf8')
  const split = splitName(bytes)
  const isPlain = split !== null && bytes.every((byte) => byte < 128)
  if (isPlain) return fill(split, size, '0')
  const record = paxRecord('path', name)
  const pax = fill({ name: Buffer.from('pax'), prefix: Buffer.alloc(0) }, record.length, 'x')
  const short = { name: bytes.subarray(0, 100), prefix: Buffer.alloc(0) }
  return Buffer.concat([pax, record, Buffer.alloc(tarPadding(record.length)), fill(short, size, '0')])
}

/** What ends a tar. */
export const tarEnd = Buffer.alloc(2 * block)

function textOf(header: Uint8Array, at: number, length: number): string {
  const field = header.subarray(at, at + length)
  const end = field.indexOf(0)
  return Buffer.from(end < 0 ? field : field.subarray(0, end)).toString('utf8')
}

function numberOf(header: Uint8Array, at: number, length: number): number | null {
  if (((header[at] ?? 0) & 0x80) !== 0) {
    let value = (header[at] ?? 0) & 0x7f
    for (let i = 1; i < length; i++) value = value * 256 + (header[at + i] ?? 0)
    return Number.isSafeInteger(value) ? value : null
  }
  const text = textOf(header, at, length).trim()
  return /^[0-7]*$/.test(text) ? Number.parseInt(text || '0', 8) : null
}

/** A header as read: `end` for a block of zeros, null for one that is none. Type `0` is a file. */
export function readTarHeader(header: Uint8Array): (TarEntry & { readonly type: string }) | 'end' | null {
  if (header.every((byte) => byte === 0)) return 'end'
  const size = numberOf(header, 124, 12)
  if (size === null || numberOf(header, 148, 8) !== checksum(header)) return null
  const type = String.fromCharCode(header[156] || 48)
  const isUstar = textOf(header, 257, 5) === 'ustar'
  const prefix = isUstar && textOf(header, 257, 8) !== 'ustar  ' ? textOf(header, 345, 155) : ''
  const name = textOf(header, 0, 100)
  return { name: prefix === '' ? name : `${prefix}/${name}`, size, type }
}

/** `path` and `size` of a pax header's records. */
export function readPax(content: Uint8Array): { path?: string; size?: number } {
  const found: { path?: string; size?: number } = {}
  let at = 0
  while (at < content.length) {
    const blank = content.indexOf(32, at)
    const length = blank < 0 ? 0 : Number(Buffer.from(content.subarray(at, blank)).toString('latin1'))
    if (!Number.isSafeInteger(length) || length <= blank - at) break
    const record = Buffer.from(content.subarray(blank + 1, at + length - 1)).toString('utf8')
    const equals = record.indexOf('=')
    if (record.slice(0, equals) === 'path') found.path = record.slice(equals + 1)
    const size = Number(record.slice(equals + 1))
    if (record.slice(0, equals) === 'size' && Number.isSafeInteger(size) && size >= 0) found.size = size
    at += length
  }
  return found
}
