import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Entry } from '../../../shared/document/document.ts'
import { AppError } from '../../../shared/errors.ts'
import { syncFolder } from '../files/durable-file.ts'
import { tarEnd, tarHeader, tarPadding } from '../files/tar-header.ts'
import { imageListPath } from './image-list.ts'
import { journalPath, snapshotPath } from './journal-files.ts'
import { encodeLine } from './journal-line.ts'

/** What goes into a file that is a whole project. */
export type ProjectFileContent = {
  readonly name: string
  /** The project's folder in the data folder. */
  readonly folder: string
  readonly root: string
  /** Changes that could not be written to the journal; they follow what is in it. */
  readonly unsaved: readonly Entry[]
  readonly lastSeq: number
  /** The length of the journal up to that entry. */
  readonly journalBytes: number
  /** What the page keeps for the project, by name. */
  readonly settings: Readonly<Record<string, string>>
  /** The pictures to take along, relative to the project's folder. */
  readonly pictures: readonly string[]
  readonly images: number
  readonly savedAt: number
}

/**
 * Writes a project as one file, a tar: whole or not at all. It reads what is on disk, so it works while the journal cannot be written.
 * Answers with its length, after each picture with how many are in it.
 */
export async function* writeProjectFile(
  target: string,
  content: ProjectFileContent,
  signal: AbortSignal,
): AsyncGenerator<{ readonly done: number; readonly bytes: number }> {
  const draft = `${target}.${process.pid}.part`
  let file: FileHandle | null = null
  let bytes = 0
  try {
    const out = await open(draft, 'wx')
    file = out
    const put = async (chunk: Uint8Array): Promise<void> => {
      await out.appendFile(chunk)
      bytes += chunk.length
    }
    const putBytes = async (name: string, all: Buffer): Promise<void> => {
      await put(tarHeader({ name, size: all.length }))
      await put(all)
      await put(Buffer.alloc(tarPadding(all.length)))
    }
    /** A file as it is now, or its first `most` bytes, and what follows it. */
    const putFile = async (name: string, path: string, most = Number.POSITIVE_INFINITY, after = ''): Promise<void> => {
      const source = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null
        throw error
      })
      const rest = Buffer.from(after)
      try {
        const length = Math.min((await source?.stat())?.size ?? 0, most)
        if (length + rest.length === 0) return
        await put(tarHeader({ name, size: length + rest.length }))
        for (let at = 0; source !== null && at < length; ) {
          const size = Math.min(1 << 20, length - at)
          // The length is named: without it old Node reads nothing.
          const { bytesRead, buffer } = await source.read(Buffer.alloc(size), 0, size, at)
          if (bytesRead === 0) throw new Error(`${path} became shorter while it was read`)
          await put(buffer.subarray(0, bytesRead))
          at += bytesRead
        }
        await put(rest)
        await put(Buffer.alloc(tarPadding(length + rest.length)))
      } finally {
        await source?.close()
      }
    }

    const { pictures, ...about } = content
    const { name, images, settings, savedAt } = about
    const head = { format: 'deixis-project', version: 1, name, images, pictures: pictures.length, settings, savedAt }
    await putBytes('deixis.json', Buffer.from(JSON.stringify(head, null, 2)))
    await putFile('images.json', imageListPath(content.folder))
    const last = content.unsaved.length - 1
    const lines = content.unsaved.map((entry, i) => encodeLine(content.lastSeq + 1 + i, entry, i < last))
    // The journal first: a fold in between leaves entries that the snapshot has already, never a gap.
    await putFile('journal.jsonl', journalPath(content.folder), content.journalBytes, lines.join(''))
    await putFile('snapshot.jsonl', snapshotPath(content.folder))
    let done = 0
    for (const path of pictures) {
      if (signal.aborted) throw new AppError('rpc.cancelled')
      await putFile(`pictures/${path}`, join(content.root, path))
      done++
      yield { done, bytes }
    }
    await put(tarEnd)
    await out.sync()
    await out.close()
    file = null
    await rename(draft, target)
    await syncFolder(dirname(target))
    yield { done, bytes }
  } catch (cause) {
    await file?.close().catch(() => undefined)
    await rm(draft, { force: true }).catch(() => undefined)
    if (cause instanceof AppError) throw cause
    throw new AppError('save-as.failed', { detail: String(cause), cause })
  }
}
