import { type FileHandle, open } from 'node:fs/promises'
import { AppError } from '../../../shared/errors.ts'
import { readLines } from '../../services/files/read-lines.ts'
import { takeProcessLock } from '../../services/project/process-lock.ts'

/** A file of results that grows line by line and can be gone on with after any interruption. */
export type ResultsFile = {
  /** Keys of the requests that have a result; those that failed also by their line. */
  readonly done: ReadonlySet<string>
  readonly failedBefore: number
  /** Bytes of a torn last line that were dropped. */
  readonly droppedBytes: number
  /** Resolves when the line is on disk. */
  append(line: object): Promise<void>
  close(): Promise<void>
}

/** What tells requests apart: the id, or the number of a line that has none. */
export function requestKey(id: unknown, line: number): string {
  return typeof id === 'string' || typeof id === 'number' ? `id ${JSON.stringify(id)}` : `line ${line}`
}

/**
 * Opens or creates a results file for this process alone. A torn last line is dropped; a whole line that is no result is
 * refused, not overwritten.
 */
export async function openResults(path: string): Promise<ResultsFile> {
  const file = await openForAppending(path)
  let release = async (): Promise<void> => {}
  try {
    release = await lockFor(path)
    const { size } = await file.stat()
    const done = new Set<string>()
    let failedBefore = 0
    let end = 0
    let number = 0
    for await (const line of readLines(file)) {
      if (!line.complete) break
      number++
      end = line.end
      if (line.text.trim() === '') continue
      const result = parseResult(line.text)
      if (!result) {
        throw new AppError('export.write-failed', {
          message: `${path} holds something else than results (line ${number}).`,
          hint: 'Choose another file.',
        })
      }
      const { id, error } = result
      done.add(requestKey(id, error?.line ?? 0))
      if (!error) continue
      failedBefore++
      done.add(requestKey(null, error.line ?? 0))
    }
    if (end < size) await file.truncate(end)
    return {
      done,
      failedBefore,
      droppedBytes: size - end,
      async append(line) {
        try {
          await file.appendFile(`${JSON.stringify(line)}\n`)
          await file.datasync()
        } catch (cause) {
          throw new AppError('export.write-failed', {
            message: `A result could not be written to ${path}.`,
            hint: 'Make room and run the same command again: it goes on from here.',
            detail: String(cause),
            cause,
          })
        }
      },
      async close() {
        await file.close()
        await release()
      },
    }
  } catch (error) {
    await file.close()
    await release()
    throw error
  }
}

/** Two runs that append to one file would answer everything twice. */
async function lockFor(path: string): Promise<() => Promise<void>> {
  const attempt = await takeProcessLock(`${path}.lock`).catch((cause: unknown) => {
    const message = `The lock ${path}.lock beside the results could not be written.`
    throw new AppError('export.write-failed', { message, detail: String(cause), cause })
  })
  if ('lock' in attempt) return attempt.lock.release
  throw new AppError('export.write-failed', {
    message: `Another run (process ${attempt.heldBy}) is writing to ${path}.`,
    hint: 'Wait for it, or choose another file.',
  })
}

async function openForAppending(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'a+')
  } catch (cause) {
    const message = `The results file ${path} could not be opened for writing.`
    throw new AppError('export.write-failed', { message, detail: String(cause), cause })
  }
}

type ResultLine = { readonly id?: unknown; readonly run?: unknown; readonly error?: { readonly line?: number } | null }

function parseResult(text: string): ResultLine | null {
  try {
    const value = JSON.parse(text) as ResultLine | null
    if (typeof value !== 'object' || value === null || value.id === undefined) return null
    return value.run !== undefined || value.error !== undefined ? value : null
  } catch {
    return null
  }
}
