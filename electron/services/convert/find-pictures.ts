import { readdirSync, statSync } from 'node:fs'
import { isAbsolute, join, relative } from 'node:path'
import type { ImageFile } from '../../../shared/dialogue/image.ts'
import { readImageInfoNow } from '../images/image-info.ts'
import { imageIdOf } from '../project/project-ids.ts'

/** A picture that was found, and whether its header says that it is turned. */
export type FoundPicture = { readonly image: ImageFile; readonly path: string; readonly isTurned: boolean }

/** Pictures of a folder by the names that files give them. Blocks its thread while it reads headers. */
export type PictureFinder = {
  /** By name relative to the folder, then by base name; null when there is none that can be read. */
  find(file: string): FoundPicture | null
}

const pictureName = /\.(png|jpe?g|webp)$/i
const mostKept = 100_000

/** Base names to paths; a name that stands twice is not to be trusted. */
function indexFolder(folder: string): Map<string, string | null> {
  const index = new Map<string, string | null>()
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!pictureName.test(entry)) continue
    const path = entry.replaceAll('\\', '/')
    const base = path.slice(path.lastIndexOf('/') + 1)
    index.set(base, index.has(base) ? null : path)
  }
  return index
}

/** A finder for this folder. */
export function createPictureFinder(folder: string): PictureFinder {
  const known = new Map<string, FoundPicture | null>()
  let index: Map<string, string | null> | null = null

  function read(path: string): FoundPicture | null {
    const absolute = join(folder, ...path.split('/'))
    try {
      const status = statSync(absolute)
      if (!status.isFile()) return null
      const { width, height, orientation } = readImageInfoNow(absolute)
      const image = {
        id: imageIdOf(path),
        path,
        width,
        height,
        bytes: status.size,
      }
      return { image, path: absolute, isTurned: orientation !== 1 }
    } catch {
      return null
    }
  }

  function look(file: string): FoundPicture | null {
    const inside = isAbsolute(file) ? relative(folder, file) : file
    const path = inside.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '')
    const direct = path === '' || /^\/|^[A-Za-z]:|(?:^|\/)\.\.(?:\/|$)/.test(path) ? null : read(path)
    if (direct !== null) return direct
    index ??= indexFolder(folder)
    const named = index.get(path.slice(path.lastIndexOf('/') + 1))
    return named === null || named === undefined ? null : read(named)
  }

  return {
    find(file) {
      const found = known.get(file)
      if (found !== undefined) return found
      if (known.size >= mostKept) known.clear()
      const picture = look(file)
      known.set(file, picture)
      return picture
    },
  }
}
