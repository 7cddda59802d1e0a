import { type FileHandle, open } from 'node:fs/promises'
import { AppError } from '../../../shared/errors.ts'
import { readLines } from '../../services/read-lines.ts'

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

/** Opens or creates a results file. A torn last line is dropped; a whole line that is no result is refused, not overwritten. */
export async function openResults(path: string): Promise<ResultsFile> {
  const file = await openForAppending(path)
  try {
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
        await file.appendFile(`${JSON.stringify(line)}\n`)
        await file.datasync()
      },
      close: () => file.close(),
    }
  } catch (error) {
    await file.close()
    throw error
  }
}

async function openForAppending(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'a+')
  } catch (cause) {
    throw new AppError('export.write-failed', { detail: String(cause), cause })
  }
}

function parseResult(text: string): { id?: unknown; error?: { line?: number } } | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && 'id' in value ? value : null
  } catch {
    return null
  }
}
