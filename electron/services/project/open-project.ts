import { mkdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Entry } from '../../../shared/document/document.ts'
import { AppError } from '../../../shared/errors.ts'
import type { ProjectId } from '../../../shared/ids.ts'
import { writeFileDurably } from '../files/durable-file.ts'
import { type Backup, backUp, listBackups } from './backups.ts'
import { imageHashesPath, openImageHashes } from './image-hashes.ts'
import { type ImageList, imageListPath, openImageList } from './image-list.ts'
import { type Journal, openJournal } from './journal.ts'
import { journalChangedAt } from './journal-files.ts'
import { type ProcessLock, takeProcessLock } from './process-lock.ts'
import type { ReadSize } from './scan-folder.ts'
import { imagesOfChange, usedImages } from './used-images.ts'

/** A project that this process has open: its pictures, its journal, and who of the connections writes. */
export type OpenProject = {
  readonly id: ProjectId
  readonly name: string
  readonly root: string
  readonly images: ImageList
  journal(): Journal
  /** The number of another program that writes to the project; null while this one may. */
  heldBy(): number | null
  /** Tries again to get the lock that another program had. */
  retryLock(): Promise<void>
  /** Makes a connection the writer if nobody is; true when it writes. */
  join(connection: string): boolean
  takeOver(connection: string): void
  /** Calls back with the connection's state now and at every change; the function returned ends that. */
  watch(connection: string, tell: (writer: boolean) => void): () => void
  /** The connection is gone: its right to write goes to whoever watches longest. */
  leave(connection: string): void
  /** Writes entries to the journal, and notes what the images look like inside that they are about. */
  append(entries: readonly Entry[]): Promise<number[]>
  /** The folder with the journal and its backups. */
  readonly folder: string
  /** Keeps a copy of the journal; fails in a program that only looks. */
  backUp(): Promise<Backup>
  close(): Promise<void>
}

export type OpenProjectOptions = {
  readonly id: ProjectId
  readonly root: string
  readonly name?: string
  readonly dataFolder: string
  readonly readSize: ReadSize
  readonly now: () => number
  readonly onProblem: (problem: unknown) => void
}

/** After so long a change brings a backup about, in a program that is not started anew every day. */
const backUpEveryMs = 3600 * 1000

/** Opens a project's journal in the data folder; to look only, when another program has it. */
export async function openProject(options: OpenProjectOptions): Promise<OpenProject> {
  const { id, root, dataFolder, onProblem } = options
  const name = options.name ?? (basename(root) || root)
  const folder = join(dataFolder, 'projects', id)
  await mkdir(folder, { recursive: true })
  let lock: ProcessLock | null = null
  let heldBy: number | null = null
  let journal = await openWithLock()
  let writer: string | null = null
  let copiedAt = options.now()
  let copying: Promise<unknown> = backUpAtStart().catch(onProblem)
  const hashes = await openImageHashes(imageHashesPath(folder), ({ path }) => join(root, path), onProblem)
  const images = await openImageList(root, imageListPath(folder), {
    readSize: options.readSize,
    used: async () => usedImages(await journal.records()),
    hashes,
  })
  const watchers: { connection: string; tell: (writer: boolean) => void }[] = []

  async function openWithLock(): Promise<Journal> {
    const attempt = await takeProcessLock(join(folder, 'lock'))
    if ('heldBy' in attempt) {
      heldBy = attempt.heldBy
      return openJournal(folder, { readOnly: true, onProblem })
    }
    lock = attempt.lock
    heldBy = null
    try {
      await writeFileDurably(join(folder, 'project.json'), [
        JSON.stringify({ format: 1, id, name, path: root }, null, 2),
      ])
      return await openJournal(folder, { onProblem })
    } catch (error) {
      await lock.release()
      lock = null
      throw error
    }
  }

  function keepCopy(): Promise<Backup> {
    copiedAt = options.now()
    const made = copying.then(() => backUp(folder, options.now()))
    copying = made.catch(() => undefined)
    return made
  }

  /** What was done since the last copy gets one before more is done. */
  async function backUpAtStart(): Promise<void> {
    if (heldBy !== null || journal.lastSeq() === 0) return
    const [latest] = await listBackups(folder)
    const changedAt = (await journalChangedAt(folder)) ?? 0
    if (latest === undefined || changedAt > latest.at) await backUp(folder, options.now())
  }

  function setWriter(next: string | null): void {
    const before = writer
    writer = next
    for (const { connection, tell } of [...watchers]) {
      if (before !== next && (connection === before || connection === next)) tell(connection === next)
    }
  }

  return {
    id,
    name,
    root,
    images,
    journal: () => journal,
    heldBy: () => heldBy,
    async retryLock() {
      if (lock) return
      const before = journal
      journal = await openWithLock()
      await before.close()
    },
    join(connection) {
      if (heldBy === null && writer === null) setWriter(connection)
      return writer === connection
    },
    takeOver(connection) {
      if (heldBy !== null) {
        throw new AppError('project.not-writer', {
          message: `Another program (process ${heldBy}) is writing to this project.`,
          hint: 'Close it there first.',
        })
      }
      setWriter(connection)
    },
    watch(connection, tell) {
      const watcher = { connection, tell }
      watchers.push(watcher)
      tell(writer === connection)
      return () => {
        const at = watchers.indexOf(watcher)
        if (at >= 0) watchers.splice(at, 1)
      }
    },
    leave(connection) {
      for (let at = watchers.length - 1; at >= 0; at--)
        if (watchers[at]?.connection === connection) watchers.splice(at, 1)
      if (writer === connection) setWriter(watchers[0]?.connection ?? null)
    },
    async append(entries) {
      const seqs = await journal.append(entries)
      if (options.now() - copiedAt >= backUpEveryMs) void keepCopy().catch(onProblem)
      const touched = new Set(entries.flatMap(({ changes }) => changes.flatMap(imagesOfChange)))
      hashes.note([...touched].flatMap((id) => images.byId.get(id) ?? []))
      return seqs
    },
    folder,
    backUp() {
      if (heldBy !== null) throw new AppError('project.not-writer')
      return keepCopy()
    },
    async close() {
      await copying
      await hashes.close()
      await journal.close()
      await lock?.release()
      lock = null
    },
  }
}
