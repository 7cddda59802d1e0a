import type { Library } from '../../state/create-library.ts'

/** Which pictures are exported: all, those that pass the filter of the list, or the open one. */
export type ExportScope = 'all' | 'filter' | 'open'

/** The scopes there are now: without a filter or an open picture there is nothing to choose. */
export function scopesOf(
  library: Pick<Library, 'filter' | 'filterError'>,
  imageId: string | null,
): readonly ExportScope[] {
  const filters = library.filter().trim() !== '' && library.filterError() === null
  return ['all', ...(filters ? (['filter'] as const) : []), ...(imageId === null ? [] : (['open'] as const))]
}

/** The pictures of a scope; `undefined` for all. */
export function imageIdsOf(
  scope: ExportScope,
  library: Pick<Library, 'shown'>,
  imageId: string | null,
): string[] | undefined {
  if (scope === 'filter') return library.shown().map(({ id }) => id)
  return scope === 'open' && imageId !== null ? [imageId] : undefined
}

/** How much there is on the pictures of a scope, whatever the other options leave out of it. */
export function scopeCounts(
  scope: ExportScope,
  library: Pick<Library, 'shown' | 'images' | 'facts'>,
  imageId: string | null,
): { readonly images: number; readonly dialogues: number; readonly regions: number } {
  const pictures = { all: library.images, filter: library.shown, open: library.images }[scope]()
  const counts = { images: 0, dialogues: 0, regions: 0 }
  for (const { id } of pictures) {
    if (scope === 'open' && id !== imageId) continue
    const { dialogues, regions } = library.facts(id)
    counts.images++
    counts.dialogues += dialogues
    counts.regions += regions
  }
  return counts
}
