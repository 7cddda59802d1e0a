import { lstat, mkdir, readdir, rename } from 'node:fs/promises'
import { join } from 'node:path'

/** Gives everything in a folder its place in another one of the same file system; files there of the same name are replaced. */
export async function moveInto(from: string, to: string, leave: ReadonlySet<string> = new Set()): Promise<void> {
  for (const entry of await readdir(from, { withFileTypes: true })) {
    if (leave.has(entry.name)) continue
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    const there = await lstat(target).catch(() => null)
    // A folder that is not there yet goes as a whole: it may hold ten thousands of files.
    if (there === null) await mkdir(to, { recursive: true })
    if (entry.isDirectory() && there?.isDirectory() === true) await moveInto(source, target)
    else await rename(source, target)
  }
}
