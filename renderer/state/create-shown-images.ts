import { type Accessor, createMemo } from 'solid-js'
import type { ImageRecord } from '../../shared/dialogue/image.ts'
import { type FilteredImage, type ImageFilter, imageMatcher } from '../../shared/document/image-filter.ts'
import type { Facts } from './create-facts.ts'

/**
 * The images that pass a filter, in order. A change of the document tests only the images it touches; without a difference the list
 * stays the same object.
 */
export function createShownImages(
  images: Accessor<readonly ImageRecord[]>,
  positions: Accessor<ReadonlyMap<string, number>>,
  filter: Accessor<ImageFilter>,
  facts: Pick<Facts, 'of' | 'changed'>,
  isIn: (imageId: string, set: string) => boolean,
): Accessor<readonly ImageRecord[]> {
  let testedImages: readonly ImageRecord[] | null = null
  let testedFilter: ImageFilter | null = null
  let passes = new Uint8Array(0)
  let shown: readonly ImageRecord[] = []

  return createMemo(() => {
    const all = images()
    const wanted = filter()
    const changed = facts.changed()
    if (wanted.kind === 'all') {
      testedImages = null
      return all
    }
    const test = imageMatcher(wanted)
    const seen = (image: ImageRecord, at: number): FilteredImage => {
      return { path: image.path, position: at + 1, facts: facts.of(image.id), isIn: (set) => isIn(image.id, set) }
    }
    if (changed === 'all' || all !== testedImages || wanted !== testedFilter) {
      passes = Uint8Array.from(all, (image, at) => (test(seen(image, at)) ? 1 : 0))
      testedImages = all
      testedFilter = wanted
      shown = all.filter((_, at) => passes[at] === 1)
      return shown
    }
    let differs = false
    for (const id of changed) {
      const at = positions().get(id)
      const image = at === undefined ? undefined : all[at]
      if (at === undefined || image === undefined) continue
      const now = test(seen(image, at)) ? 1 : 0
      if (now === passes[at]) continue
      passes[at] = now
      differs = true
    }
    if (differs) shown = all.filter((_, at) => passes[at] === 1)
    return shown
  })
}
