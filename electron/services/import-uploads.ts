import { appendFile, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AppError } from '../../shared/errors.ts'

/** Files that a page sends because the program cannot open them by a path: dropped ones. They are gone when the program ends. */
export type ImportUploads = {
  receive(piece: { upload: string; name: string; at: number; base64: string }): Promise<{ path: string }>
  close(): Promise<void>
}

const largest = 4 * 2 ** 30

/** Keeps them in a folder of their own among the system's temporary files. */
export function createImportUploads(): ImportUploads {
  let folder: Promise<string> | null = null
  return {
    async receive({ upload, name, at, base64 }) {
      folder ??= mkdtemp(join(tmpdir(), 'deixis-import-'))
      const own = join(await folder, upload)
      const path = join(own, name.replace(/[^\p{L}\p{N}._ -]/gu, '_').replace(/^\.+/, '_') || 'file')
      const bytes = Buffer.from(base64, 'base64')
      try {
        if (at === 0) {
          await mkdir(own, { recursive: true })
          await writeFile(path, bytes)
        } else {
          const { size } = await stat(path)
          if (size !== at || size + bytes.length > largest) {
            throw new AppError('rpc.bad-input', { message: 'The file came in the wrong order or is too large.' })
          }
          await appendFile(path, bytes)
        }
      } catch (cause) {
        if (cause instanceof AppError) throw cause
        throw new AppError('import.not-readable', { detail: String(cause), hint: 'Check the free space.', cause })
      }
      return { path }
    },
    async close() {
      if (folder !== null) await rm(await folder, { recursive: true, force: true })
      folder = null
    },
  }
}
