import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { AppInfo } from '../../../shared/api/app.ts'
import { writeFileDurably } from '../files/durable-file.ts'

const RecentProject = AppInfo.entries.recent.item
type RecentProject = v.InferOutput<typeof RecentProject>

/** The folders opened last, newest first. */
export type RecentProjects = {
  list(): Promise<RecentProject[]>
  /** What is not said of a project stays as it was noted before. */
  note(project: RecentProject): Promise<void>
  /** The folder is no project any more. */
  forget(path: string): Promise<void>
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

  async function write(change: (projects: readonly RecentProject[]) => readonly RecentProject[]): Promise<void> {
    const changed = change(await list())
    await mkdir(dataFolder, { recursive: true })
    await writeFileDurably(file, [JSON.stringify(changed.slice(0, limit), null, 2)])
  }

  function inTurn(change: (projects: readonly RecentProject[]) => readonly RecentProject[]): Promise<void> {
    const written = last.then(() => write(change))
    last = written.catch(() => {})
    return written
  }

  return {
    list,
    note: (project) =>
      inTurn((projects) => {
        const before = projects.find(({ path }) => path === project.path)
        return [{ ...before, ...project }, ...projects.filter((each) => each !== before)]
      }),
    forget: (gone) => inTurn((projects) => projects.filter(({ path }) => path !== gone)),
  }
}
