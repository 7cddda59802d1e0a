import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { AppInfo } from '../../shared/api/app.ts'
import { writeFileDurably } from './durable-file.ts'

const RecentProject = AppInfo.entries.recent.item
type RecentProject = v.InferOutput<typeof RecentProject>

/** The folders opened last, newest first. */
export type RecentProjects = {
  list(): Promise<RecentProject[]>
  note(project: RecentProject): Promise<void>
}

const limit = 20

/** Keeps the list in the data folder; a damaged list is begun anew, since the projects themselves do not depend on it. */
export function makeRecentProjects(dataFolder: string): RecentProjects {
  const file = join(dataFolder, 'recent.json')
  let last: Promise<unknown> = Promise.resolve()

  async function list(): Promise<RecentProject[]> {
    try {
      const parsed = v.safeParse(v.array(RecentProject), JSON.parse(await readFile(file, 'utf8')))
      return parsed.success ? parsed.output : []
    } catch {
      return []
    }
  }

  async function write(project: RecentProject): Promise<void> {
    const others = (await list()).filter(({ path }) => path !== project.path)
    await mkdir(dataFolder, { recursive: true })
    await writeFileDurably(file, [JSON.stringify([project, ...others].slice(0, limit), null, 2)])
  }

  return {
    list,
    note(project) {
      const written = last.then(() => write(project))
      last = written.catch(() => {})
      return written
    },
  }
}
