import { readdir, realpath, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import type { AppInfo, appApi, FolderPurpose } from '../../../shared/api/app.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Handlers } from '../../../shared/rpc/contract.ts'
import type { RecentProjects } from './recent-projects.ts'

/** What the system's own folder dialog answered. */
export type ChosenFolder = { kind: 'chosen'; path: string } | { kind: 'cancelled' } | { kind: 'unavailable' }

export type AppServiceOptions = {
  readonly shell: AppInfo['shell']
  readonly version: string
  readonly sampleFolder: string
  readonly recent: RecentProjects
  readonly chooseFolder: (purpose: FolderPurpose, connection: string) => Promise<ChosenFolder>
}

const pictureName = /\.(png|jpe?g|webp)$/i

/** Who the program is, and the folders of the machine it runs on. */
export function createAppService(options: AppServiceOptions): Handlers<typeof appApi> {
  return {
    'app.info': async () => ({
      version: options.version,
      shell: options.shell,
      platform: process.platform,
      recent: await options.recent.list(),
      samplePath: options.sampleFolder,
    }),
    'app.chooseFolder': ({ purpose }, { connection }) => options.chooseFolder(purpose, connection),
    'app.listFolder': ({ path, files }) => listFolder(path, files ?? false),
  }
}

async function listFolder(
  wanted: string | null,
  withFiles: boolean,
): Promise<{ path: string; parent: string | null; folders: string[]; images: number; files?: string[] }> {
  try {
    const path = await realpath(resolve((wanted ?? '~').replace(/^~(?=$|[/\\])/, homedir())))
    const folders: string[] = []
    const files: string[] = []
    let images = 0
    for (const entry of await readdir(path, { withFileTypes: true })) {
      if (entry.name.startsWith('.')) continue
      if (entry.isDirectory() || (entry.isSymbolicLink() && (await isFolder(join(path, entry.name)))))
        folders.push(entry.name)
      else if (pictureName.test(entry.name)) images++
      else files.push(entry.name)
    }
    const parent = dirname(path)
    const collator = new Intl.Collator('en', { numeric: true })
    const found = { path, parent: parent === path ? null : parent, folders: folders.sort(collator.compare), images }
    return withFiles ? { ...found, files: files.sort(collator.compare) } : found
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code
    const missing = code === 'ENOENT' || code === 'ENOTDIR'
    throw new AppError(missing ? 'project.not-found' : 'project.not-readable', { detail: String(wanted), cause })
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch {
    return false
  }
}
