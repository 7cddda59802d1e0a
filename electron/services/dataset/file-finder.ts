import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Tells whether there is a file under a path below `root`, `/` between its parts. A folder is listed once: asking for each of a hundred
 * thousand files takes many times as long. What a list does not show as it is spelt is asked for.
 */
export function createFileFinder(root: string): (path: string) => Promise<boolean> {
  const listed = new Map<string, Promise<ReadonlySet<string>>>()

  async function list(folder: string): Promise<ReadonlySet<string>> {
    const entries = await readdir(join(root, ...folder.split('/')), { withFileTypes: true }).catch(() => [])
    return new Set(entries.filter((entry) => entry.isFile()).map(({ name }) => name))
  }

  return async (path) => {
    const cut = path.lastIndexOf('/')
    const folder = path.slice(0, Math.max(cut, 0))
    const names = listed.get(folder) ?? list(folder)
    listed.set(folder, names)
    if ((await names).has(path.slice(cut + 1))) return true
    const found = await stat(join(root, ...path.split('/'))).catch(() => null)
    return found?.isFile() === true
  }
}
