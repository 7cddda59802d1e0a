import { readFileSync } from 'node:fs'
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'

/** A lock on a folder that ends with its process, however that ends. */
export type ProcessLock = { release(): Promise<void> }

/** Either the lock, or the number of the process that has it. */
export type LockAttempt = { readonly lock: ProcessLock } | { readonly heldBy: number }

const ours = new Set<string>()

/** Linux tells when a process started, so that a number given again to another program is not taken for the holder. */
function startTime(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  } catch {
    return ''
  }
}

function isAlive(pid: number, started: string): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  return started === '' || startTime(pid) === '' || startTime(pid) === started
}

async function readLock(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** The process that wrote a lock, if it still runs; a lock of this process counts while it has not released it. */
function holderOf(path: string, text: string): number | null {
  const [pid, started] = text.trim().split(' ')
  const number = Number(pid)
  if (!Number.isInteger(number) || number <= 0) return null
  if (number === process.pid) return ours.has(path) ? number : null
  return isAlive(number, started ?? '') ? number : null
}

/**
 * Takes away a lock that was left behind. Another process may do the same at this moment and have locked anew: what was
 * moved aside is looked at, and put back when it is not the lock that was found dead.
 */
async function removeDead(path: string, dead: string): Promise<void> {
  const aside = `${path}.${process.pid}.dead`
  try {
    await rename(path, aside)
    if ((await readLock(aside)) !== dead) await link(aside, path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'ENOENT' && code !== 'EEXIST') throw error
  }
  await rm(aside, { force: true })
}

/** Creates a file that has its text from the start: one that is empty for a moment would be taken for a dead lock. */
async function createWhole(path: string, text: string): Promise<void> {
  const draft = `${path}.${process.pid}.new`
  await writeFile(draft, text, { mode: 0o600 })
  try {
    await link(draft, path)
  } finally {
    await rm(draft, { force: true })
  }
}

/** Takes the lock file at `path`; one left behind by a process that is gone is taken over. */
export async function takeProcessLock(path: string): Promise<LockAttempt> {
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      await createWhole(path, `${process.pid} ${startTime(process.pid)}\n`)
      ours.add(path)
      const release = async (): Promise<void> => {
        if (ours.delete(path)) await rm(path, { force: true })
      }
      return { lock: { release } }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const found = await readLock(path)
    if (found === null) continue
    const holder = holderOf(path, found)
    if (holder !== null) return { heldBy: holder }
    await removeDead(path, found)
  }
  return { heldBy: 0 }
}
