import { realpath, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import type { ProjectInfo, projectApi } from '../../../shared/api/project.ts'
import type { ImageRecord } from '../../../shared/dialogue/image.ts'
import type { Entry, JournalEntry } from '../../../shared/document/document.ts'
import { AppError } from '../../../shared/errors.ts'
import type { ProjectId } from '../../../shared/ids.ts'
import type { Handlers } from '../../../shared/rpc/contract.ts'
import type { RecentProjects } from '../app/recent-projects.ts'
import { makePushQueue } from '../flow/push-queue.ts'
import { knownImages } from './image-list.ts'
import { createProjectKeeping } from './keep-project.ts'
import { checkNewFolder, imagesInFolder } from './locate-project.ts'
import { type OpenProject, openProject } from './open-project.ts'
import type { ProjectAccess } from './project-access.ts'
import { makeProjectFolders } from './project-folders.ts'
import { readSampleEntry } from './sample-content.ts'
import type { ReadSize } from './scan-folder.ts'
import { freeBytesOf, watchSpace } from './watch-space.ts'

export type ProjectServiceOptions = {
  readonly dataFolder: string
  readonly sampleFolder: string
  readonly recent: RecentProjects
  /** URL prefix under which the shell serves the pictures of a project. */
  readonly imageBase: (projectId: ProjectId) => string
  readonly readSize: ReadSize
  readonly now: () => number
  /** Shows a folder in the system's own way; false where the shell cannot. */
  readonly showFolder?: (path: string) => Promise<boolean>
  /** Bytes left on the disk of a folder; `null` = nobody knows. */
  readonly freeBytes?: (folder: string) => Promise<number | null>
  readonly onProblem: (problem: unknown) => void
}

export type ProjectService = {
  readonly handlers: Handlers<typeof projectApi>
  readonly access: ProjectAccess
  /** A connection is gone. */
  disconnect(connection: string): void
  close(): Promise<void>
}

/** The project in the sample's folder keeps its id wherever the program is installed. */
const sampleProjectId = 'sample' as ProjectId

/** Opens folders as projects, scans them, and guards who writes to their journals. */
export function createProjectService(options: ProjectServiceOptions): ProjectService {
  const { dataFolder, recent, now, onProblem } = options
  const folders = makeProjectFolders(dataFolder)
  const open = new Map<ProjectId, Promise<OpenProject>>()
  const opened = new Map<ProjectId, OpenProject>()
  /** Entries that came in parts, by connection and project, until the last part comes. */
  const parts = new Map<string, readonly Entry[]>()

  const listeners = new Map<ProjectId, Set<(entries: readonly JournalEntry[]) => void>>()

  async function append(id: ProjectId, entries: readonly Entry[]): Promise<number[]> {
    const seqs = await project(id).append(entries)
    const numbered = entries.map((entry, at): JournalEntry => ({ seq: seqs[at] ?? 0, entry }))
    for (const listener of listeners.get(id) ?? []) listener(numbered)
    return seqs
  }

  function project(id: ProjectId): OpenProject {
    const found = opened.get(id)
    if (!found) throw new AppError('project.not-open', { detail: id })
    return found
  }

  async function openOnce(id: ProjectId, root: string, name?: string): Promise<OpenProject> {
    const already = open.get(id)
    if (already) {
      const found = await already
      await found.retryLock()
      return found
    }
    const opening = openFresh(id, root, name)
    open.set(id, opening)
    try {
      return await opening
    } catch (error) {
      open.delete(id)
      throw error
    }
  }

  async function openFresh(id: ProjectId, root: string, name: string | undefined): Promise<OpenProject> {
    const named = name === undefined ? {} : { name }
    const fresh = await openProject({ id, root, ...named, dataFolder, readSize: options.readSize, now, onProblem })
    try {
      if (id === sampleProjectId) await fillSample(fresh)
    } catch (error) {
      await fresh.close()
      throw error
    }
    opened.set(id, fresh)
    return fresh
  }

  async function fillSample(sample: OpenProject): Promise<void> {
    if (sample.heldBy() !== null || sample.journal().lastSeq() > 0) return
    const entry = await readSampleEntry(join(sample.root, 'project.json'), now())
    if (entry) await sample.journal().append([entry])
  }

  function infoOf(found: OpenProject, writer: boolean): ProjectInfo {
    const { recovery } = found.journal()
    const { droppedBytes, damaged } = recovery
    return {
      id: found.id,
      name: found.name,
      path: found.root,
      writer,
      lastSeq: found.journal().lastSeq(),
      imageBase: options.imageBase(found.id),
      ...(droppedBytes > 0 || damaged.length > 0 ? { recovered: { droppedBytes, damaged } } : {}),
    }
  }

  function noteRecent({ root, name, images }: OpenProject, done?: number): Promise<void> {
    const noted = { path: root, name, usedAt: now(), images: images.byId.size }
    return recent.note(done === undefined ? noted : { ...noted, done })
  }

  /** Makes another folder the project's own. Whoever has it open opens it anew. */
  async function moveProject(
    from: string,
    to: string,
    images: readonly ImageRecord[],
  ): Promise<{ path: string; found: number; missing: number }> {
    const id = await folders.idOf(from)
    const found = await checkNewFolder({
      images,
      to,
      idThere: await folders.idOf(to),
      projects: join(dataFolder, 'projects'),
    })
    const now = opened.get(id)
    opened.delete(id)
    open.delete(id)
    await now?.close()
    await folders.move(from, to)
    await recent.forget(from)
    return { path: to, found, missing: images.length - found }
  }

  const space = watchSpace(dataFolder, now, options.freeBytes ?? freeBytesOf)
  const keeping = createProjectKeeping({
    project,
    isOpen: (id) => open.has(id),
    folders,
    dataFolder,
    now,
    showFolder: options.showFolder ?? (async () => false),
  })
  const handlers: Handlers<typeof projectApi> = {
    async 'project.open'(input, { connection }) {
      if (input.kind === 'sample') {
        const sample = await openOnce(sampleProjectId, await realFolder(options.sampleFolder), 'Sample')
        return infoOf(sample, sample.join(connection))
      }
      const root = await realFolder(input.path)
      const found = await openOnce(await folders.idOf(root), root)
      await noteRecent(found)
      return infoOf(found, found.join(connection))
    },
    async 'project.takeOver'({ projectId }, { connection }) {
      const found = project(projectId)
      await found.retryLock()
      found.takeOver(connection)
      return infoOf(found, true)
    },
    async *'project.scan'({ projectId }, { signal }) {
      const found = project(projectId)
      yield* found.images.scan(signal)
      if (signal.aborted || found.id === sampleProjectId) return
      await noteRecent(found)
    },
    async 'project.locate'({ projectId, folder }) {
      const found = project(projectId)
      if (projectId === sampleProjectId) throw new AppError('project.not-here')
      const chosen = await realFolder(folder)
      const inside = relative(found.root, chosen)
      if (inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside)) {
        const n = await found.images.locateInside(inside.split(sep).join('/'))
        return { path: found.root, found: n, missing: found.images.missing.size }
      }
      const worked = [...found.images.missing.values()]
      const all = [...found.images.byId.values(), ...worked]
      const stillHere = await imagesInFolder([...found.images.byId.values()], found.root)
      if (stillHere > 0) {
        throw new AppError('project.not-readable', {
          message: `This folder lies outside the project, and ${stillHere} of the project’s images are still in ${found.root}.`,
          hint: 'Move the images back into the project’s folder, under any name; they are found there.',
          detail: chosen,
        })
      }
      return moveProject(found.root, chosen, all)
    },
    async 'project.relocate'({ from, folder }) {
      const id = await folders.idOf(from)
      return moveProject(from, await realFolder(folder), await knownImages(join(dataFolder, 'projects', id)))
    },
    async 'project.append'({ projectId, entries, part }, { connection }) {
      const found = project(projectId)
      if (!found.join(connection)) throw new AppError('project.not-writer')
      if (part === undefined) return { seqs: await append(projectId, entries), ...(await space.low()) }
      const key = `${connection} ${projectId}`
      const all = part === 'first' ? entries : [...(parts.get(key) ?? []), ...entries]
      if (part !== 'last') {
        parts.set(key, all)
        return { seqs: [] }
      }
      parts.delete(key)
      return { seqs: await append(projectId, all), ...(await space.low()) }
    },
    async *'project.entriesSince'({ projectId, seq }) {
      for await (const entries of project(projectId).journal().entriesSince(seq)) yield { entries }
    },
    ...keeping,
    async 'project.noteDone'({ projectId, done }) {
      const found = project(projectId)
      if (projectId !== sampleProjectId) await noteRecent(found, done)
      return {}
    },
    async *'project.watch'({ projectId }, { connection, signal }) {
      const changes = makePushQueue<{ writer: boolean }>(signal)
      const stop = project(projectId).watch(connection, (writer) => changes.push({ writer }))
      try {
        yield* changes.items
      } finally {
        stop()
      }
    },
  }

  return {
    handlers,
    access: {
      append,
      mayWrite: (id, connection) => project(id).join(connection),
      lastSeq: (id) => project(id).journal().lastSeq(),
      entriesSince: (id, seq) => project(id).journal().entriesSince(seq),
      records: async (id) => project(id).journal().records(),
      async images(id) {
        const { images } = project(id)
        await images.complete()
        return images.byId
      },
      turnedImages: (id) => project(id).images.turned,
      imagePath(id, imageId) {
        const found = project(id)
        const image = found.images.byId.get(imageId)
        if (!image) throw new AppError('image.not-found', { detail: imageId })
        return join(found.root, image.path)
      },
      hear(id, listener) {
        const heard = listeners.get(id) ?? new Set()
        listeners.set(id, heard.add(listener))
        return () => void heard.delete(listener)
      },
      dataFolder: (id) => project(id).folder,
      folder: (id) => project(id).root,
      name: (id) => project(id).name,
    },
    disconnect(connection) {
      for (const key of parts.keys()) if (key.startsWith(`${connection} `)) parts.delete(key)
      for (const each of opened.values()) each.leave(connection)
    },
    async close() {
      const all = await Promise.allSettled(open.values())
      open.clear()
      opened.clear()
      await Promise.all(all.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value.close() : undefined)))
    },
  }
}

/** The real path of a folder that exists; what else may be there has its own code. */
async function realFolder(path: string): Promise<string> {
  try {
    const real = await realpath(resolve(path.replace(/^~(?=$|[/\\])/, homedir())))
    if ((await stat(real)).isDirectory()) return real
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code
    throw new AppError(code === 'ENOENT' || code === 'ENOTDIR' ? 'project.not-found' : 'project.not-readable', {
      detail: path,
      cause,
    })
  }
  throw new AppError('project.not-readable', { message: 'This is a file, not a folder.', detail: path })
}
