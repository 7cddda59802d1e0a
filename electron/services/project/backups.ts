import { constants } from 'node:fs'
import { copyFile, mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { syncFolder } from '../files/durable-file.ts'
import { journalPath, snapshotPath } from './journal-files.ts'

/** A copy of a project's journal at some time. */
export type Backup = { readonly name: string; readonly at: number; readonly bytes: number }

/** How many of the latest copies are kept; of older ones the last of each day, for as many days. */
const keptLatest = 10
const keptDays = 30

const dayMs = 24 * 3600 * 1000

/** The folder of a project's copies. */
export function backupsFolder(folder: string): string {
  return join(folder, 'backups')
}

/** The copies there are, the latest first. A copy that was never finished does not count. */
export async function listBackups(folder: string): Promise<Backup[]> {
  const names = await readdir(backupsFolder(folder)).catch(() => [])
  const found: Backup[] = []
  for (const name of names) {
    const at = /^\d+$/.test(name) ? Number(name) : null
    if (at === null) continue
    const inside = join(backupsFolder(folder), name)
    const sizes = await Promise.all(
      [journalPath(inside), snapshotPath(inside)].map((path) =>
        stat(path).then(
          ({ size }) => size,
          () => 0,
        ),
      ),
    )
    found.push({ name, at, bytes: sizes.reduce((sum, size) => sum + size, 0) })
  }
  return found.sort((a, b) => b.at - a.at)
}

/** Which copies go: all but the latest ten and the last of each day of the latest thirty days that have one. */
export function backupsToDrop(backups: readonly Backup[]): Backup[] {
  const sorted = [...backups].sort((a, b) => b.at - a.at)
  const days = new Set<number>()
  return sorted.filter(({ at }, i) => {
    const day = Math.floor(at / dayMs)
    const lastOfDay = !days.has(day) && days.size < keptDays
    if (lastOfDay) days.add(day)
    return i >= keptLatest && !lastOfDay
  })
}

/** Copies journal and snapshot byte by byte into a folder named after the time, then drops copies that are too many. */
export async function backUp(folder: string, now: number): Promise<Backup> {
  let at = now
  const taken = new Set((await listBackups(folder)).map((each) => each.at))
  while (taken.has(at)) at++
  const inside = join(backupsFolder(folder), String(at))
  const unfinished = `${inside}.part`
  await mkdir(unfinished, { recursive: true })
  // The journal first: a fold in between leaves entries that the snapshot has already, never a gap.
  for (const pathIn of [journalPath, snapshotPath]) {
    await copyFile(pathIn(folder), pathIn(unfinished), constants.COPYFILE_FICLONE).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    })
  }
  await rename(unfinished, inside)
  await syncFolder(backupsFolder(folder))
  const all = await listBackups(folder)
  for (const { name } of backupsToDrop(all)) await rm(join(backupsFolder(folder), name), { recursive: true })
  const made = all.find((each) => each.at === at)
  if (made === undefined) throw new Error(`the copy ${inside} is not there`)
  return made
}
