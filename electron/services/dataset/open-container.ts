import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import type { ImageFile } from '../../../shared/dialogue/image.ts'
import { openParquetFile } from '../files/parquet-file.ts'
import { openTarFile } from '../files/tar-file.ts'
import { openDataUrlFile } from './data-url-file.ts'
import type { OpenContainer } from './export-folder.ts'

/** Opens tars, Parquet files and lines with pictures inside: upright ones, from where `pathOf` says that they are. */
export function containerOpener(
  pathOf: (image: ImageFile) => string,
  copyUpright: (from: string, to: string) => Promise<void>,
): OpenContainer {
  async function pictureBytes(image: ImageFile): Promise<Uint8Array> {
    const folder = await mkdtemp(join(tmpdir(), 'deixis-picture-'))
    try {
      const copy = join(folder, `picture${extname(image.path)}`)
      await copyUpright(pathOf(image), copy)
      return await readFile(copy)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }
  return (path, layout) => {
    switch (layout.kind) {
      case 'tar':
        return openTarFile(path, layout, pictureBytes)
      case 'parquet':
        return openParquetFile(path, layout, pictureBytes)
      case 'data-urls':
        return openDataUrlFile(path, pictureBytes, layout.isBare)
      default:
        throw new Error(`a ${layout.kind} holds no pictures`)
    }
  }
}
