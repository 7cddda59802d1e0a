import type { Entry } from '../../shared/document/document.ts'
import { highestNumbers } from '../../shared/document/region-numbers.ts'
import type { ImageId } from '../../shared/ids.ts'

/** Numbers for the regions of the open image: "R3" is given once, deleted regions keep theirs. */
export type Numbers = {
  /** Another image is open, of which this is the highest number that was ever given. */
  open(highest: number): void
  note(entry: Entry): void
  next(): number
  /** Sets numbers aside for whoever needs `count` of them later; `release` frees what was not used. */
  reserve(count: number): { readonly first: number; release(): void }
}

export function createNumbers(imageId: () => ImageId | null): Numbers {
  let highest = 0
  const reservations = new Set<{ readonly imageId: ImageId | null; readonly last: number }>()

  function next(): number {
    const reserved = [...reservations].filter((each) => each.imageId === imageId()).map((each) => each.last)
    return Math.max(highest, ...reserved) + 1
  }
  return {
    open(number) {
      highest = number
    },
    note(entry) {
      const id = imageId()
      if (id !== null) highest = Math.max(highest, highestNumbers(entry.changes).get(id) ?? 0)
    },
    next,
    reserve(count) {
      const first = next()
      const reservation = { imageId: imageId(), last: first + count - 1 }
      reservations.add(reservation)
      return { first, release: () => void reservations.delete(reservation) }
    },
  }
}
