import { isAscii, isUtf8 } from 'node:buffer'
import type { PieceBlock } from '../files/piece-blocks.ts'
import { repeatedKey } from '../files/repeated-key.ts'

/** Who gets the pieces of blocks. Lines are numbers of lines, or of the elements of a list or array. */
export type PieceSink = {
  /** `text` is empty for elements that were parsed together. */
  piece(value: unknown, text: string, line: number, array: string | undefined): void
  broken(code: 'not-json' | 'not-utf8', message: string, line: number): void
  /** Where somebody minds: hears of an object with two values for one key, before the piece. */
  repeated?(key: string, line: number): void
}

const lineFeed = 0x0a
/** Elements that are parsed together: what lives longer than the next ones is copied by who collects garbage. */
const atOnce = 64

function whyNotJson(error: unknown): string {
  const detail = (error as Error).message.replace(/,? ?(?:\.\.\.)?"[\s\S]*$/, '').replace(/ \(line 1 column \d+\)/, '')
  return `The line is not JSON: ${detail}.`
}

/** Elements as one list, parsed at once, which is faster by half for short ones; null where they cannot be, so that each is looked at. */
function parseTogether(buffer: Buffer, elements: readonly number[]): unknown[] | null {
  const bytes = buffer.subarray(elements[0], elements.at(-2))
  if (!isUtf8(bytes)) return null
  try {
    const values: unknown = JSON.parse(`[${bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8')}]`)
    return Array.isArray(values) && values.length * 3 === elements.length ? values : null
  } catch {
    return null
  }
}

/** Parses the blocks of files, one after the other. A piece that cannot be parsed is named, and the next one is parsed. */
export function createPieceParser({ piece, broken, repeated }: PieceSink): (block: PieceBlock) => void {
  let file = ''
  /** Elements of each array so far, in the blocks of this file. */
  const counts = new Map<number, number>()

  function parse(text: string, line: number, array: string | undefined): void {
    let value: unknown
    try {
      value = JSON.parse(text)
    } catch (error) {
      if (text.trim() !== '') broken('not-json', whyNotJson(error), line)
      return
    }
    noteRepeated(text, value, line)
    piece(value, text, line, array)
  }

  function noteRepeated(text: string, value: unknown, line: number): void {
    if (repeated === undefined) return
    const key = repeatedKey(text, value)
    if (key !== null) repeated(key, line)
  }

  function parseLines(buffer: Buffer, first: number): void {
    // One look at the whole block tells how all of its lines are read.
    const encoding = isAscii(buffer) ? 'latin1' : isUtf8(buffer) ? 'utf8' : null
    let from = 0
    for (let line = first; from < buffer.length; line++) {
      const found = buffer.indexOf(lineFeed, from)
      const end = found < 0 ? buffer.length : found
      if (encoding !== null) {
        if (end > from) parse(buffer.toString(encoding, from, end), line, undefined)
      } else {
        const bytes = buffer.subarray(from, end)
        if (isUtf8(bytes)) parse(bytes.toString('utf8'), line, undefined)
        else broken('not-utf8', 'The line is not UTF-8.', line)
      }
      from = end + 1
    }
  }

  /** Elements that follow each other in one array. */
  function parseRun(buffer: Buffer, elements: readonly number[], first: number, array: string | undefined): void {
    const values = parseTogether(buffer, elements)
    for (let at = 0; at < elements.length; at += 3) {
      const line = first + at / 3
      if (values !== null) {
        if (repeated !== undefined) {
          noteRepeated(buffer.toString('utf8', elements[at], elements[at + 1]), values[at / 3], line)
        }
        piece(values[at / 3], '', line, array)
        continue
      }
      const bytes = buffer.subarray(elements[at], elements[at + 1])
      if (isUtf8(bytes)) parse(bytes.toString('utf8'), line, array)
      else broken('not-utf8', 'The element is not UTF-8.', line)
    }
  }

  return (block) => {
    const { bytes, elements } = block
    if (block.file !== file) counts.clear()
    file = block.file
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    if (elements === null) {
      parseLines(buffer, block.first)
      return
    }
    for (let at = 0; at < elements.length; ) {
      const array = elements[at + 2] ?? -1
      let end = at
      const most = Math.min(elements.length, at + 3 * atOnce)
      while (end < most && elements[end + 2] === array) end += 3
      const before = counts.get(array) ?? 0
      counts.set(array, before + (end - at) / 3)
      const first = array < 0 ? block.first + at / 3 : before + 1
      parseRun(buffer, elements.slice(at, end), first, block.names[array])
      at = end
    }
  }
}
