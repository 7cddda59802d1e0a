import { readFileSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'

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

async function holderOf(path: string): Promise<number | null> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  const [pid, started] = text.trim().split(' ')
  const number = Number(pid)
  if (!Number.isInteger(number) || number <= 0) return null
  if (number === process.pid) return ours.has(path) ? number : null
  return isAlive(number, started ?? '') ? number : null
}

/** Takes the lock file at `path`; one left behind by a process that is gone is taken over. */
export async function takeProcessLock(path: string): Promise<LockAttempt> {
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      await writeFile(path, `${process.pid} ${startTime(process.pid)}\n`, { flag: 'wx', mode: 0o600 })
      ours.add(path)
      const release = async (): Promise<void> => {
        if (ours.delete(path)) await rm(path, { force: true })
      }
      return { lock: { release } }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const holder = await holderOf(path)
    if (holder !== null) return { heldBy: holder }
    await rm(path, { force: true })
  }
  return { heldBy: 0 }
}
