import type { ImportedRegion } from './imported.ts'
import { asId } from './json-field.ts'

/** The boxes of one picture: a chain through a store. */
export type BoxList = { first: number; last: number }

/** A region, and the id of its category; null when it names none. */
export type StoredRegion = { readonly category: string | null; readonly region: ImportedRegion }

/** The boxes of a data set by picture, forty bytes for each that is no more than a box: objects of half a million take hundreds of megabytes. */
export type BoxStore = {
  /** An empty list. */
  open(): BoxList
  /** Ids are as the file has them. */
  addBox(list: BoxList, category: unknown, id: unknown, x1: number, y1: number, x2: number, y2: number): void
  /** A region that is more than a box. */
  addRegion(list: BoxList, category: string | null, region: ImportedRegion): void
  /** Categories that regions name, each at least once. */
  categories(): readonly (string | null)[]
  /** The regions of a list in the order in which they were added, with the labels that `labelOf` gives their categories. */
  regions(list: BoxList, labelOf: (category: string) => string | undefined): ImportedRegion[]
  /** The same, one by one, each with its category and without that label. */
  read(list: BoxList): Iterable<StoredRegion>
}

/** An empty store. */
export function createBoxStore(): BoxStore {
  let room = 1 << 10
  let corners = new Float64Array(4 * room)
  let next = new Int32Array(room)
  let categoryOf = new Int32Array(room)
  let count = 0
  const ids: unknown[] = []
  const regions = new Map<number, ImportedRegion>()
  const categories: (string | null)[] = []
  const places = new Map<unknown, number>()

  function placeOf(category: unknown): number {
    const known = places.get(category)
    if (known !== undefined) return known
    places.set(category, categories.length)
    return categories.push(asId(category)) - 1
  }

  function grow(): void {
    room *= 2
    const [moreCorners, moreNext, moreCategories] = [
      new Float64Array(4 * room),
      new Int32Array(room),
      new Int32Array(room),
    ]
    moreCorners.set(corners)
    moreNext.set(next)
    moreCategories.set(categoryOf)
    corners = moreCorners
    next = moreNext
    categoryOf = moreCategories
  }

  function add(list: BoxList, category: unknown): number {
    if (count === room) grow()
    const at = count++
    next[at] = -1
    categoryOf[at] = placeOf(category)
    if (list.last < 0) list.first = at
    else next[list.last] = at
    list.last = at
    return at
  }

  function regionAt(at: number, label = ''): ImportedRegion {
    const found = regions.get(at)
    if (found !== undefined) return label === '' ? found : { ...found, label }
    const from = 4 * at
    const shape = {
      kind: 'box' as const,
      x1: corners[from] as number,
      y1: corners[from + 1] as number,
      x2: corners[from + 2] as number,
      y2: corners[from + 3] as number,
    }
    const sourceId = asId(ids[at])
    return sourceId === null ? { shape, label } : { shape, label, sourceId }
  }

  function categoryAt(at: number): string | null {
    return categories[categoryOf[at] as number] ?? null
  }

  return {
    open: () => ({ first: -1, last: -1 }),
    addBox(list, category, id, x1, y1, x2, y2) {
      const at = add(list, category)
      ids[at] = id
      corners[4 * at] = x1
      corners[4 * at + 1] = y1
      corners[4 * at + 2] = x2
      corners[4 * at + 3] = y2
    },
    addRegion(list, category, region) {
      const at = add(list, category)
      ids[at] = null
      regions.set(at, region)
    },
    categories: () => categories,
    regions(list, labelOf) {
      const all: ImportedRegion[] = []
      for (let at = list.first; at >= 0; at = next[at] as number) {
        const category = categoryAt(at)
        all.push(regionAt(at, category === null ? undefined : labelOf(category)))
      }
      return all
    },
    *read(list) {
      for (let at = list.first; at >= 0; at = next[at] as number) {
        yield { category: categoryAt(at), region: regionAt(at) }
      }
    },
  }
}
