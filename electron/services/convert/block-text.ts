import type { Format } from '../../../shared/dataset/format.ts'
import { createFileTable } from '../../../shared/dataset/format-file.ts'

/** Pieces of a file joined by its layout. */
export type TextBlock = { readonly file: string; readonly bytes: Uint8Array; readonly records: number }

/** Joins the pieces of lines and lists as bytes, without long strings in between. */
export type BlockText = {
  /** False for a file whose pieces are not joined. */
  add(file: string, text: string): boolean
  take(): TextBlock[]
}

type Part = { buffer: Buffer; length: number; records: number; readonly separator: string; readonly isBetween: boolean }

const firstBytes = 1 << 18

/** For the files of this format. */
export function createBlockText(format: Format): BlockText {
  const fileEntry = createFileTable(format)
  const parts = new Map<string, Part>()

  function partOf(file: string): Part | null {
    const found = parts.get(file)
    if (found !== undefined) return found
    const { kind } = fileEntry(file).layout
    const isBetween = kind === 'list'
    const isJoined = isBetween || kind === 'lines'
    // Names of files that are pieces are many, and each comes once.
    if (!isJoined) return null
    const buffer = Buffer.allocUnsafeSlow(firstBytes)
    const part = { buffer, length: 0, records: 0, separator: isBetween ? ',\n' : '\n', isBetween }
    parts.set(file, part)
    return part
  }

  function put(part: Part, text: string): void {
    const most = part.length + text.length * 3
    if (most > part.buffer.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(most, part.buffer.length * 2))
      part.buffer.copy(larger, 0, 0, part.length)
      part.buffer = larger
    }
    part.length += part.buffer.write(text, part.length, 'utf8')
  }

  return {
    add(file, text) {
      const part = partOf(file)
      if (part === null) return false
      if (part.isBetween && part.records > 0) put(part, part.separator)
      put(part, text)
      if (!part.isBetween) put(part, part.separator)
      part.records++
      return true
    },
    take() {
      const blocks: TextBlock[] = []
      for (const [file, part] of parts) {
        if (part.records === 0) continue
        // A copy that can be handed to another thread; the buffer is used again unless one large piece made it grow.
        const bytes = Buffer.allocUnsafeSlow(part.length)
        part.buffer.copy(bytes, 0, 0, part.length)
        blocks.push({ file, bytes, records: part.records })
        part.length = 0
        part.records = 0
        if (part.buffer.length > 8 * firstBytes) part.buffer = Buffer.allocUnsafeSlow(firstBytes)
      }
      return blocks
    },
  }
}

/** Gives memory back at once instead of when garbage is next collected; nobody may look at the bytes again. */
export function releaseBytes({ buffer, byteLength }: Uint8Array): void {
  // Small buffers share their memory with others.
  if (byteLength !== buffer.byteLength) return
  // In Node since version 21.
  const owned = buffer as ArrayBufferLike & { transfer?(length: number): ArrayBuffer }
  owned.transfer?.(0)
}
