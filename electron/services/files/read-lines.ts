import type { FileHandle } from 'node:fs/promises'

/** A line without its line feed, and the offset just behind it. `complete` is false for a last line that lacks its line feed. */
export type FileLine = {
  /** Bytes that are not UTF-8 come as U+FFFD; `bytes` are as they stand in the file. */
  readonly text: string
  readonly bytes: Buffer
  readonly end: number
  readonly complete: boolean
}

const chunkBytes = 1 << 18
const lineFeed = 0x0a

/** The lines of a file up to byte `length`, in order, in constant memory. */
export async function* readLines(file: FileHandle, length = Number.POSITIVE_INFINITY): AsyncGenerator<FileLine> {
  let rest = Buffer.alloc(0)
  let offset = 0
  while (offset < length) {
    const chunk = Buffer.allocUnsafe(Math.min(chunkBytes, length - offset))
    const { bytesRead } = await file.read(chunk, 0, chunk.length, offset)
    if (bytesRead === 0) break
    const bytes = Buffer.concat([rest, chunk.subarray(0, bytesRead)])
    const start = offset - rest.length
    offset += bytesRead
    let from = 0
    for (let at = bytes.indexOf(lineFeed, rest.length); at >= 0; at = bytes.indexOf(lineFeed, from)) {
      yield { ...lineOf(bytes.subarray(from, at)), end: start + at + 1, complete: true }
      from = at + 1
    }
    rest = bytes.subarray(from)
  }
  if (rest.length > 0) yield { ...lineOf(rest), end: offset, complete: false }
}

function lineOf(bytes: Buffer): Pick<FileLine, 'text' | 'bytes'> {
  return { text: bytes.toString('utf8'), bytes }
}
