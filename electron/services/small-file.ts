import { createHash, hash } from 'node:crypto'
import { writeFileSync } from 'node:fs'

/** What a manifest says of a file. */
export type WrittenFile = { readonly bytes: number; readonly sha256: string }

/** Writes whole small files. Label files come by the ten thousand: a round trip for each, and a sync, would take longer than all else. */
export type SmallFiles = {
  /** Writes a file, now or soon; `onWritten` is called then. A promise when something should be waited for. */
  add(path: string, text: string, onWritten: (written: WrittenFile) => void): Promise<void> | undefined
  /** Everything is written. */
  end(): Promise<void>
  /** Nothing is being written any more. */
  close(): Promise<void>
}

/** SHA-256 as hex. `hash` came with Node 20.12; it takes half the time for short texts. */
function sha256Of(text: string): string {
  return typeof hash === 'function' ? hash('sha256', text) : createHash('sha256').update(text).digest('hex')
}

/** Nothing has its final name yet, so a kill leaves nothing half written. */
export function writeSmallFile(path: string, text: string): WrittenFile {
  writeFileSync(path, text)
  return { bytes: Buffer.byteLength(text), sha256: sha256Of(text) }
}

/** Writes each file at once. */
export function writeSmallFilesHere(): SmallFiles {
  return {
    add(path, text, onWritten) {
      onWritten(writeSmallFile(path, text))
      return undefined
    },
    end: async () => undefined,
    close: async () => undefined,
  }
}
