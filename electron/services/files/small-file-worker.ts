import { parentPort } from 'node:worker_threads'
import { type WrittenFile, writeSmallFile } from './small-file.ts'
import type { SmallFileBatch } from './small-file-thread.ts'

/** Files come in; what was written, or why it was not, goes back. */
parentPort?.on('message', ({ joined, lengths }: SmallFileBatch) => {
  const written: WrittenFile[] = []
  let at = 0
  const next = (length = 0): string => {
    at += length
    return joined.slice(at - length, at)
  }
  try {
    for (let n = 0; n < lengths.length; n += 2) written.push(writeSmallFile(next(lengths[n]), next(lengths[n + 1])))
    parentPort?.postMessage(written)
  } catch (thrown) {
    parentPort?.postMessage(thrown instanceof Error ? thrown.message : String(thrown))
  }
})
