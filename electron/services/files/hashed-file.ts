import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'

/** A new file that knows its length and its hash. */
export type HashedFile = {
  write(bytes: Uint8Array): Promise<void>
  bytes(): number
  /** Everything is on disk when it resolves. */
  end(): Promise<{ readonly bytes: number; readonly sha256: string }>
  close(): Promise<void>
}

/** Opens a file to be written from its start. */
export async function openHashedFile(path: string): Promise<HashedFile> {
  const handle = await open(path, 'w')
  const hash = createHash('sha256')
  let length = 0
  let isOpen = true
  async function close(): Promise<void> {
    if (!isOpen) return
    isOpen = false
    await handle.close()
  }
  return {
    async write(bytes) {
      await handle.appendFile(bytes)
      hash.update(bytes)
      length += bytes.length
    },
    bytes: () => length,
    async end() {
      await handle.sync()
      await close()
      return { bytes: length, sha256: hash.digest('hex') }
    },
    close,
  }
}
