import type { WrittenLine } from '../../../shared/dataset/format.ts'

/** Writes one file of an export piece by piece, under the draft's name that it was opened with. */
export type EntryWriter = {
  add(line: WrittenLine): Promise<void>
  /** Everything is on disk when it resolves. */
  end(): Promise<{ readonly bytes: number; readonly sha256: string }>
  /** Stops writing; whoever opened it removes the draft. */
  close(): Promise<void>
}
