import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import type { ImageRecord } from '../../shared/dialogue/image.ts'
import type { OpenContainer } from './export-folder.ts'
import { openParquetFile } from './parquet-file.ts'
import { openTarFile } from './tar-file.ts'

/** Opens tars and Parquet files with pictures inside: upright ones, from where `pathOf` says that they are. */
export function containerOpener(
  pathOf: (image: ImageRecord) => string,
  copyUpright: (from: string, to: string) => Promise<void>,
): OpenContainer {
  async function pictureBytes(image: ImageRecord): Promise<Uint8Array> {
    const folder = await mkdtemp(join(tmpdir(), 'deixis-picture-'))
    try {
      const copy = join(folder, `picture${extname(image.path)}`)
      await copyUpright(pathOf(image), copy)
      return await readFile(copy)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }
  return (path, layout) =>
    layout.kind === 'tar' ? openTarFile(path, layout, pictureBytes) : openParquetFile(path, layout, pictureBytes)
}
