import { appendFile, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { AppError } from '../../../shared/errors.ts'

/** Files that a page sends because the program cannot open them by a path: dropped ones. They are gone when the program ends. */
export type ImportUploads = {
  receive(piece: {
    upload: string
    name: string
    folder?: string | undefined
    at: number
    base64: string
  }): Promise<{ path: string }>
  close(): Promise<void>
}

const largest = 4 * 2 ** 30

/** A name that stays in its folder and is shown. */
function safeName(name: string): string {
  return name.replace(/[^\p{L}\p{N}._ -]/gu, '_').replace(/^\.+/, '_') || 'file'
}

/** Keeps them in a folder of their own among the system's temporary files. */
export function createImportUploads(): ImportUploads {
  let folder: Promise<string> | null = null
  return {
    async receive({ upload, name, folder: inside, at, base64 }) {
      folder ??= mkdtemp(join(tmpdir(), 'deixis-import-'))
      const own = join(await folder, upload)
      const folders = (inside ?? '').split('/').filter(Boolean).map(safeName)
      const path = join(own, ...folders, safeName(name))
      const bytes = Buffer.from(base64, 'base64')
      try {
        if (at === 0) {
          await mkdir(dirname(path), { recursive: true })
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
      const [top] = folders
      return { path: top === undefined ? path : join(own, top) }
    },
    async close() {
      if (folder !== null) await rm(await folder, { recursive: true, force: true })
      folder = null
    },
  }
}
