import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { newId, ProjectId } from '../../../shared/ids.ts'
import { writeFileDurably } from '../files/durable-file.ts'
import { projectIdOf } from './project-ids.ts'

/** Which project belongs to which folder: the one named after its path, unless a folder was moved. */
export type ProjectFolders = {
  idOf(root: string): Promise<ProjectId>
  /** The project of `from` is the one of `to` from now on; another folder at `from` begins a new one. */
  move(from: string, to: string): Promise<void>
}

const Kept = v.record(v.string(), ProjectId)

/** Keeps what was moved in the data folder. */
export function makeProjectFolders(dataFolder: string): ProjectFolders {
  const file = join(dataFolder, 'folders.json')

  async function read(): Promise<Record<string, ProjectId>> {
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '{}'
      throw error
    })
    return v.parse(Kept, JSON.parse(text))
  }
  const idOf = async (root: string): Promise<ProjectId> => (await read())[root] ?? projectIdOf(root)

  return {
    idOf,
    async move(from, to) {
      const moved = { ...(await read()), [to]: await idOf(from), [from]: newId<ProjectId>() }
      await mkdir(dataFolder, { recursive: true })
      await writeFileDurably(file, [JSON.stringify(moved, null, 2)])
    },
  }
}
