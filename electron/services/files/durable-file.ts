import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Makes a rename in this folder survive a power cut; where a platform cannot sync folders, its rename is already durable. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Replaces a file as a whole: after a crash either the old or the new content is there, never a part. */
export async function writeFileDurably(path: string, chunks: Iterable<string> | AsyncIterable<string>): Promise<void> {
  const draft = `${path}.${process.pid}.tmp`
  try {
    const handle = await open(draft, 'w')
    try {
      for await (const chunk of chunks) await handle.appendFile(chunk)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
  await syncFolder(dirname(path))
}
