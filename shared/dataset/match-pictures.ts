import type { ImageFile } from '../dialogue/image.ts'

/** The picture that a foreign name means, and by what it was found; `ambiguous` when several fit equally well. */
export type PictureMatch =
  | { readonly kind: 'found'; readonly image: ImageFile; readonly by: 'path' | 'name' | 'stem' }
  | { readonly kind: 'ambiguous'; readonly paths: readonly string[] }
  | { readonly kind: 'missing' }

/** Finds a project's pictures by the names that other programs have for them. */
export type PictureMatcher = { match(file: string): PictureMatch }

/** Parts of a path with either slash, without `.` and empty ones, in one Unicode form. */
function partsOf(path: string): string[] {
  return path
    .normalize('NFC')
    .split(/[\\/]+/)
    .filter((part) => part !== '' && part !== '.')
}

function stemOf(name: string): string {
  const dot = name.lastIndexOf('.')
  return dot > 0 ? name.slice(0, dot) : name
}

function unescaped(file: string): string {
  try {
    return decodeURIComponent(file)
  } catch {
    return file
  }
}

function sharedTail(a: readonly string[], b: readonly string[]): number {
  let count = 0
  while (count < a.length && count < b.length && a[a.length - 1 - count] === b[b.length - 1 - count]) count++
  return count
}

type Known = { readonly image: ImageFile; readonly parts: readonly string[] }

function group(known: readonly Known[], keyOf: (name: string) => string): Map<string, Known[]> {
  const groups = new Map<string, Known[]>()
  for (const one of known) {
    const key = keyOf(one.parts.at(-1) ?? '')
    const found = groups.get(key)
    if (found === undefined) groups.set(key, [one])
    else found.push(one)
  }
  return groups
}

/**
 * Matches by the relative path, then by the file's name (of several the one whose folders agree furthest), then by the name without its
 * ending where only one picture has it. Backslashes, web addresses and percent signs are understood. Never guesses between two.
 */
export function createPictureMatcher(images: Iterable<ImageFile>): PictureMatcher {
  const known = [...images].map((image) => ({ image, parts: partsOf(image.path) }))
  const byPath = new Map(known.map((one) => [one.parts.join('/'), one.image]))
  const byName = group(known, (name) => name)
  const byStem = group(known, stemOf)
  const asked = new Map<string, PictureMatch>()

  function nearest(candidates: readonly Known[], parts: readonly string[], by: 'name' | 'stem'): PictureMatch | null {
    const scores = candidates.map((one) => sharedTail(one.parts.slice(0, -1), parts.slice(0, -1)))
    const best = Math.max(...scores)
    const winners = candidates.filter((_, index) => scores[index] === best)
    const [only] = winners
    if (only === undefined) return null
    if (winners.length === 1) return { kind: 'found', image: only.image, by }
    return { kind: 'ambiguous', paths: winners.map((one) => one.image.path) }
  }

  function byPathOrName(file: string): PictureMatch | null {
    const parts = partsOf(file)
    const exact = byPath.get(parts.join('/'))
    if (exact !== undefined) return { kind: 'found', image: exact, by: 'path' }
    const named = byName.get(parts.at(-1) ?? '')
    return named === undefined ? null : nearest(named, parts, 'name')
  }

  function byNameWithoutEnding(file: string): PictureMatch | null {
    const parts = partsOf(file)
    const alike = byStem.get(stemOf(parts.at(-1) ?? ''))
    return alike === undefined ? null : nearest(alike, parts, 'stem')
  }

  return {
    match(file) {
      const before = asked.get(file)
      if (before !== undefined) return before
      const bare = file.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '').replace(/[?#].*$/, '')
      const spellings = [...new Set([file, bare, unescaped(bare)])]
      let found: PictureMatch | null = null
      for (const find of [byPathOrName, byNameWithoutEnding]) {
        for (const spelling of spellings) found ??= find(spelling)
      }
      const answer = found ?? { kind: 'missing' }
      asked.set(file, answer)
      return answer
    },
  }
}
