import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import type { ScanItem } from '../../../shared/api/project.ts'
import { ImageRecord } from '../../../shared/dialogue/image.ts'
import { ImageId } from '../../../shared/ids.ts'
import { writeFileDurably } from '../files/durable-file.ts'
import { findMoved, type Moved } from './find-moved.ts'
import { hashFile, type ImageHashes } from './image-hashes.ts'
import { imageIdOf } from './project-ids.ts'
import { type ReadSize, scanFolder } from './scan-folder.ts'

/** The pictures of one folder: what earlier scans found, kept in a file so that the next start need not read every header. */
export type ImageList = {
  readonly byId: ReadonlyMap<string, ImageRecord>
  /** Ids of the pictures that are turned by their orientation tag. */
  readonly turned: ReadonlySet<string>
  /** Images with work on them whose files the last whole scan did not meet. */
  readonly missing: ReadonlyMap<string, ImageRecord>
  scan(signal?: AbortSignal): AsyncIterable<ScanItem>
  /** Resolves when at least one scan has been completed since the start. */
  complete(): Promise<void>
  /** Looks for what is missing in a folder inside this one, by content, else by name; how many were found. */
  locateInside(folder: string): Promise<number>
}

const Kept = v.object({
  version: v.literal(2),
  images: v.array(ImageRecord),
  turned: v.array(v.string()),
  missing: v.optional(v.array(ImageRecord)),
  /** Images that are not where their id was made from: path to id. */
  places: v.optional(v.record(v.string(), ImageId)),
})
type Kept = v.InferOutput<typeof Kept>

export type ImageListSettings = {
  readonly readSize: ReadSize
  /** The images that records are about. Asked only when files are gone. */
  readonly used: () => Promise<ReadonlySet<string>>
  readonly hashes: Pick<ImageHashes, 'of'>
}

/** Opens the list of the pictures below `root`. Of `file` only the places of moved images are not known without it; a damaged one is begun anew. */
export async function openImageList(root: string, file: string, settings: ImageListSettings): Promise<ImageList> {
  const { readSize, used, hashes } = settings
  const kept = await readKept(file)
  const byId = new Map(kept.images.map((image) => [image.id as string, image]))
  const byPath = new Map(kept.images.map((image) => [image.path, image]))
  const turned = new Set(kept.turned)
  const missing = new Map((kept.missing ?? []).map((image) => [image.id as string, image]))
  const places = new Map(Object.entries(kept.places ?? {}))
  const placed = new Set<string>(places.values())
  let completed = false

  function noteTurned({ id }: ImageRecord, isTurned: boolean): void {
    if (isTurned) turned.add(id)
    else turned.delete(id)
  }

  /** A file at a path that an image was moved away from is another image. */
  function idOf(path: string): ImageId {
    const place = places.get(path)
    if (place !== undefined) return place
    let id = imageIdOf(path)
    while (placed.has(id)) id = imageIdOf(`${id}/${path}`)
    return id
  }

  function forget(image: ImageRecord): void {
    byId.delete(image.id)
    byPath.delete(image.path)
    turned.delete(image.id)
  }

  function takePlace({ missing: image, found }: Moved): { was: ImageId; image: ImageRecord } {
    for (const [path, id] of places) if (id === image.id) places.delete(path)
    places.set(found.path, image.id)
    placed.add(image.id)
    missing.delete(image.id)
    noteTurned(image, turned.has(found.id))
    forget(found)
    const now = { ...found, id: image.id }
    byId.set(now.id, now)
    byPath.set(now.path, now)
    return { was: found.id, image: now }
  }

  const hashNow = (image: ImageRecord): Promise<string | null> => hashFile(join(root, image.path)).catch(() => null)
  const hashOf = (image: ImageRecord): string | null => hashes.of(image)

  function keep(): Promise<void> {
    const now: Kept = {
      version: 2,
      images: [...byId.values()],
      turned: [...turned],
      ...(missing.size > 0 ? { missing: [...missing.values()] } : {}),
      ...(places.size > 0 ? { places: Object.fromEntries(places) } : {}),
    }
    return writeFileDurably(file, [JSON.stringify(now)])
  }

  /** What is there no more: with work on it, it is missing, or it has moved; without, it is forgotten. */
  async function settle(unseen: readonly ImageRecord[]): Promise<{ was: ImageId; image: ImageRecord }[]> {
    if (unseen.length === 0 && missing.size === 0) return []
    const worked = await used()
    for (const image of unseen) {
      forget(image)
      if (worked.has(image.id)) missing.set(image.id, image)
    }
    for (const id of [...missing.keys()]) if (!worked.has(id) || byId.has(id)) missing.delete(id)
    const candidates = [...byId.values()].filter(({ id }) => !worked.has(id))
    return (await findMoved([...missing.values()], candidates, { hashOf, hashNow })).map(takePlace)
  }

  async function* scan(signal?: AbortSignal): AsyncGenerator<ScanItem> {
    const seen = new Set<string>()
    let changed = 0
    const options = { readSize, known: byPath, idOf, onRead: noteTurned, ...(signal ? { signal } : {}) }
    for await (const item of scanFolder(root, options)) {
      if (item.kind === 'images') {
        for (const image of item.images) {
          if (byPath.get(image.path) !== image) changed++
          seen.add(image.id)
          byId.set(image.id, image)
          byPath.set(image.path, image)
        }
      }
      yield item
    }
    if (signal?.aborted) return
    const unseen = [...byId.values()].filter(({ id }) => !seen.has(id))
    const before = missing.size
    const moved = await settle(unseen)
    completed = true
    if (changed > 0 || unseen.length > 0 || moved.length > 0 || before !== missing.size) await keep()
    if (moved.length > 0) yield { kind: 'moved', moved }
    yield { kind: 'missing', images: [...missing.values()] }
  }

  return {
    byId,
    turned,
    missing,
    scan,
    async complete() {
      if (completed) return
      for await (const _ of scan()) {
        // Only the list is wanted here, not the report.
      }
    },
    async locateInside(folder) {
      const worked = await used()
      const inside = folder === '' ? '' : `${folder}/`
      const candidates = [...byId.values()].filter(({ id, path }) => path.startsWith(inside) && !worked.has(id))
      const moved = await findMoved([...missing.values()], candidates, { hashOf, hashNow, byName: true })
      for (const each of moved) takePlace(each)
      if (moved.length > 0) await keep()
      return moved.length
    },
  }
}

async function readKept(file: string): Promise<Kept> {
  try {
    const parsed = v.safeParse(Kept, JSON.parse(await readFile(file, 'utf8')))
    if (parsed.success) return parsed.output
  } catch {
    // A list that cannot be read is made again by the next scan.
  }
  return { version: 2, images: [], turned: [] }
}

/** What the list of a project knew when it was last written, whether or not the project can be opened now. */
export async function knownImages(projectFolder: string): Promise<ImageRecord[]> {
  const { images, missing = [] } = await readKept(imageListPath(projectFolder))
  return [...images, ...missing]
}

/** Where a project's folder keeps the list. */
export function imageListPath(projectFolder: string): string {
  return join(projectFolder, 'images.json')
}
