import * as fs from 'node:fs/promises'

/** Below this a journal may soon fail: its next fold alone may need so much. */
const fewBytes = 256 << 20
const askEveryMs = 10_000

/** Bytes left on the disk of a folder for this user; `null` where the system does not say. */
export async function freeBytesOf(folder: string): Promise<number | null> {
  // Node 16, which old Electron has, knows no `statfs`.
  if (typeof fs.statfs !== 'function') return null
  try {
    const { bavail, bsize } = await fs.statfs(folder)
    return bavail * bsize
  } catch {
    return null
  }
}

/** Says when little space is left, asking now and then. */
export function watchSpace(
  folder: string,
  now: () => number,
  freeBytes: (folder: string) => Promise<number | null>,
): { low(): Promise<{ lowOnSpace?: number }> } {
  let askedAt = Number.NEGATIVE_INFINITY
  let free: number | null = null
  return {
    async low() {
      if (now() - askedAt >= askEveryMs) {
        askedAt = now()
        free = await freeBytes(folder)
      }
      return free !== null && free < fewBytes ? { lowOnSpace: free } : {}
    },
  }
}
