import { writeFileSync } from 'node:fs'
import { sha256Of } from './sha256.ts'

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
