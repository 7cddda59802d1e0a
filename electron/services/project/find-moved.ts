import type { ImageRecord } from '../../../shared/dialogue/image.ts'

/** An image that is missing, and the file in which it was found again. */
export type Moved = { readonly missing: ImageRecord; readonly found: ImageRecord }

export type MovedSettings = {
  /** The hash noted while the image was there; `null` = none. */
  readonly hashOf: (missing: ImageRecord) => string | null
  /** The hash of a file that is there; `null` = it cannot be read. */
  readonly hashNow: (candidate: ImageRecord) => Promise<string | null>
  /** Whether a file of another length but the same name and size in pixels counts: somebody pointed at its folder. */
  readonly byName?: boolean
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

function groupedBy<Key>(images: readonly ImageRecord[], keyOf: (image: ImageRecord) => Key): Map<Key, ImageRecord[]> {
  const groups = new Map<Key, ImageRecord[]>()
  for (const image of images) {
    const group = groups.get(keyOf(image))
    if (group === undefined) groups.set(keyOf(image), [image])
    else group.push(image)
  }
  return groups
}

/**
 * Which of the files are images that are missing: the same content where that was noted; else the same length, size in pixels and name,
 * where only one file has them. Nothing is guessed between two that fit.
 */
export async function findMoved(
  missing: readonly ImageRecord[],
  candidates: readonly ImageRecord[],
  settings: MovedSettings,
): Promise<Moved[]> {
  const free = new Map(candidates.map((candidate) => [candidate.id as string, candidate]))
  const byBytes = groupedBy(candidates, ({ bytes }) => bytes)
  const byName = groupedBy(candidates, ({ path }) => nameOf(path))
  const moved: Moved[] = []
  const read = new Map<string, Promise<string | null>>()

  function hashNow(candidate: ImageRecord): Promise<string | null> {
    const reading = read.get(candidate.id) ?? settings.hashNow(candidate)
    read.set(candidate.id, reading)
    return reading
  }

  function take(image: ImageRecord, found: ImageRecord | undefined): boolean {
    if (found === undefined) return false
    free.delete(found.id)
    moved.push({ missing: image, found })
    return true
  }
  const fits = (image: ImageRecord) => (candidate: ImageRecord) =>
    free.has(candidate.id) && candidate.width === image.width && candidate.height === image.height

  for (const image of missing) {
    const alike = (byBytes.get(image.bytes) ?? []).filter(fits(image))
    const namesakes = alike.filter(({ path }) => nameOf(path) === nameOf(image.path))
    const hash = settings.hashOf(image)
    if (hash === null) {
      if (namesakes.length === 1 && take(image, namesakes[0])) continue
    } else {
      let same: ImageRecord | undefined
      for (const candidate of [...namesakes, ...alike]) {
        if ((await hashNow(candidate)) !== hash) continue
        same = candidate
        break
      }
      if (take(image, same)) continue
    }
    if (!settings.byName) continue
    const named = (byName.get(nameOf(image.path)) ?? []).filter(fits(image))
    if (named.length === 1) take(image, named[0])
  }
  return moved
}
