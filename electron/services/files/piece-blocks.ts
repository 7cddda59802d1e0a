import { open } from 'node:fs/promises'
import { createJsonScanner } from './scan-json.ts'

/** Bytes of a file that hold whole pieces. */
export type PieceBlock = {
  /** As reports name it. */
  readonly file: string
  readonly bytes: Uint8Array
  /** `[start, end, array]` for each element; null when the pieces are the lines of `bytes`. */
  readonly elements: readonly number[] | null
  /** What `array` is a place in; `isField` marks those that are no arrays. */
  readonly names: readonly string[]
  readonly isField: readonly boolean[]
  /** The number of the first line, or of the first element of a list. */
  readonly first: number
  /** Bytes of the file read so far. */
  readonly offset: number
}

/** Something between pieces, or at the end, that does not belong there. */
export type BlockProblem = { readonly line: number; readonly code: string; readonly message: string }

const chunkBytes = 1 << 19
const lineFeed = 0x0a

/** Chunks of a file, in one buffer: each is good until the next one is asked for. */
async function* readChunks(path: string): AsyncGenerator<Buffer> {
  const file = await open(path, 'r')
  try {
    const buffer = Buffer.allocUnsafe(chunkBytes)
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length)
      if (bytesRead === 0) return
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await file.close()
  }
}

function countLines(bytes: Buffer): number {
  let count = 0
  for (let at = bytes.indexOf(lineFeed); at >= 0; at = bytes.indexOf(lineFeed, at + 1)) count++
  return count
}

function withoutMark(chunk: Buffer): Buffer {
  return chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf ? chunk.subarray(3) : chunk
}

function topOf(chunk: Buffer): number | undefined {
  return chunk.find((byte) => byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09)
}

/**
 * A file cut into blocks of whole pieces, in constant memory but for a piece that is larger than that. A `list` whose first character is
 * no bracket is taken for lines.
 */
export async function* readBlocks(
  path: string,
  kind: 'lines' | 'list' | 'object',
  onProblem: (problem: BlockProblem) => void,
  file = path,
): AsyncGenerator<PieceBlock> {
  const scanner = createJsonScanner()
  let isLines = kind === 'lines'
  let isFirst = true
  let rest: Buffer[] = []
  let first = 1
  let offset = 0
  let strays = 0
  const noteStrays = (): void => {
    for (; strays < scanner.strays.length; strays++) {
      const { element, text } = scanner.strays[strays] as { element: number; text: string }
      onProblem({ line: element, code: 'not-json', message: `Unexpected before this element: ${text}.` })
    }
  }
  const lines = (bytes: Buffer): PieceBlock => ({ file, bytes, elements: null, names: [], isField: [], first, offset })
  for await (const read of readChunks(path)) {
    offset += read.length
    const chunk = isFirst ? withoutMark(read) : read
    if (isFirst && kind === 'list') isLines = topOf(chunk) === 0x7b
    isFirst = false
    if (!isLines) {
      const { bytes, elements } = scanner.push(chunk)
      noteStrays()
      if (elements.length === 0) continue
      yield { file, bytes, elements, names: [...scanner.names], isField: [...scanner.isField], first, offset }
      first += elements.length / 3
      continue
    }
    const end = chunk.lastIndexOf(lineFeed)
    if (end < 0) {
      rest.push(Buffer.from(chunk))
      continue
    }
    const bytes = Buffer.concat([...rest, chunk.subarray(0, end + 1)])
    rest = end + 1 < chunk.length ? [Buffer.from(chunk.subarray(end + 1))] : []
    // Whoever gets the bytes may hand them on: they are counted before.
    const count = countLines(bytes)
    yield lines(bytes)
    first += count
  }
  if (isLines) {
    const bytes = Buffer.concat(rest)
    if (bytes.length > 0) yield lines(bytes)
    return
  }
  const { problem } = scanner.end()
  noteStrays()
  if (problem !== null) onProblem({ line: first, code: 'cut-off', message: `${problem}.` })
}
