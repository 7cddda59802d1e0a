import type { Review } from '../dialogue/region.ts'

/**
 * The reviews here with those of a file: other people's arrive as their own pass, of one person's the later one stays. `null` when the
 * file brings nothing new.
 */
export function mergedReviews(
  here: readonly Review[] | undefined,
  there: readonly Review[] | undefined,
): Review[] | null {
  const merged = [...(here ?? [])]
  let isNew = false
  for (const review of there ?? []) {
    const at = merged.findIndex(
      (each) => each.by === review.by && (each.settles ?? false) === (review.settles ?? false),
    )
    const known = merged[at]
    if (known !== undefined && known.at >= review.at) continue
    isNew = true
    if (known === undefined) merged.push(review)
    else merged[at] = review
  }
  return isNew ? merged : null
}
