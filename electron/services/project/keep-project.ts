import { access, realpath } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import type { projectApi } from '../../../shared/api/project.ts'
import { AppError } from '../../../shared/errors.ts'
import type { ProjectId } from '../../../shared/ids.ts'
import type { Handlers } from '../../../shared/rpc/contract.ts'
import { listBackups } from './backups.ts'
import { checkUntouched } from './locate-project.ts'
import type { OpenProject } from './open-project.ts'
import type { ProjectFolders } from './project-folders.ts'
import { readProjectFileInfo, unpackProjectFile } from './read-project-file.ts'
import { previewBackup, restoringEntries } from './restore-backup.ts'
import { writeProjectFile } from './write-project-file.ts'

type Keeping = Pick<
  Handlers<typeof projectApi>,
  | 'project.backUp'
  | 'project.backups'
  | 'project.previewBackup'
  | 'project.restore'
  | 'project.showFiles'
  | 'project.saveAs'
  | 'project.fileInfo'
  | 'project.openFile'
>

export type KeepingOptions = {
  readonly project: (id: ProjectId) => OpenProject
  readonly isOpen: (id: ProjectId) => boolean
  readonly folders: ProjectFolders
  readonly dataFolder: string
  readonly now: () => number
  readonly showFolder: (path: string) => Promise<boolean>
}

const toldEvery = 20

/** Copies of a project: backups to go back to, and whole projects as one file. */
export function createProjectKeeping(options: KeepingOptions): Keeping {
  const { project, folders, dataFolder, now } = options
  return {
    async 'project.backUp'({ projectId }) {
      const { at, bytes } = await project(projectId).backUp()
      return { at, bytes }
    },
    async 'project.backups'({ projectId }) {
      const { folder } = project(projectId)
      const backups = await listBackups(folder)
      return { folder, backups: backups.map(({ at, bytes }) => ({ at, bytes })) }
    },
    async 'project.previewBackup'({ projectId, at }) {
      const { folder, journal } = project(projectId)
      return previewBackup(folder, at, await journal().records())
    },
    async *'project.restore'({ projectId, at }, { connection }) {
      const found = project(projectId)
      if (!found.join(connection)) throw new AppError('project.not-writer')
      // Read before the present is backed up: that may drop the oldest.
      const entries = await restoringEntries(found.folder, at, await found.journal().records(), now())
      if (entries.length === 0) return
      await found.backUp()
      const seqs = await found.append(entries)
      for (const [i, entry] of entries.entries()) yield { entries: [{ seq: seqs[i] ?? 0, entry }] }
    },
    async 'project.showFiles'({ projectId }) {
      const { folder } = project(projectId)
      return { path: folder, shown: await options.showFolder(folder) }
    },
    async *'project.saveAs'(input, { signal }) {
      const found = project(input.projectId)
      const path = await targetOf(input.path, input.replace)
      const pictures = input.pictures ? [...found.images.byId.values()].map((image) => image.path) : []
      const content = {
        name: found.name,
        folder: found.folder,
        root: found.root,
        unsaved: input.unsaved,
        lastSeq: found.journal().lastSeq(),
        journalBytes: found.journal().length(),
        settings: input.settings,
        pictures,
        images: found.images.byId.size,
        savedAt: now(),
      }
      let last = { done: 0, bytes: 0 }
      for await (const each of writeProjectFile(path, content, signal)) {
        last = each
        if (each.done % toldEvery === 0) yield { ...each, total: pictures.length, path: null }
      }
      yield { ...last, total: pictures.length, path }
    },
    'project.fileInfo': ({ path }) => readProjectFileInfo(fullPath(path)),
    async *'project.openFile'({ path, folder }, { signal }) {
      const folderOf = async (root: string): Promise<string> => {
        const id = await folders.idOf(root)
        const inside = join(dataFolder, 'projects', id)
        if (options.isOpen(id)) throw new AppError('project.taken', { hint: takenHint, detail: root })
        await checkUntouched(inside, root)
        return inside
      }
      for await (const { done, total, root } of unpackProjectFile(fullPath(path), fullPath(folder), folderOf, signal)) {
        if (root !== null) yield { done, total, opened: { id: await folders.idOf(root), path: root } }
        else if (done % toldEvery === 0) yield { done, total, opened: null }
      }
    },
  }
}

const takenHint = 'It is open, or was worked on. Choose another folder, or import the project’s export there.'

function fullPath(path: string): string {
  return resolve(path.replace(/^~(?=$|[/\\])/, homedir()))
}

/** The file to write; its folder must be there, and nothing under its name unless that may be replaced. */
async function targetOf(path: string, replace: boolean): Promise<string> {
  const wanted = fullPath(path)
  const folder = await realpath(dirname(wanted)).catch((cause: unknown) => {
    throw new AppError('project.not-found', { detail: dirname(wanted), cause })
  })
  const target = join(folder, basename(wanted))
  const isThere = await access(target).then(
    () => true,
    () => false,
  )
  if (isThere && !replace) {
    throw new AppError('save-as.failed', {
      message: 'There is a file with this name already.',
      hint: 'Choose another name, or let it be replaced.',
      detail: target,
    })
  }
  return target
}
