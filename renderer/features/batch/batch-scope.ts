import type { ImageRecord } from '../../../shared/dialogue/image.ts'
import type { ImageId } from '../../../shared/ids.ts'
import type { Library } from '../../state/create-library.ts'

/** Which pictures are asked: those of the list, of them those to do, chosen ones, or what the last batch left or failed at. */
export const batchScopes = ['shown', 'todo', 'chosen', 'failed', 'unprocessed'] as const
export type BatchScope = (typeof batchScopes)[number]

/** The pictures of a scope, in the order of the list. `last`: what the latest batch says, by scope. */
export function imagesOf(
  scope: BatchScope,
  library: Pick<Library, 'images' | 'shown' | 'facts'>,
  chosen: ReadonlySet<ImageId>,
  last: { readonly failed: readonly ImageId[]; readonly unprocessed: readonly ImageId[] },
): readonly ImageRecord[] {
  if (scope === 'shown') return library.shown()
  if (scope === 'todo') return library.shown().filter(({ id }) => library.facts(id).state === 'todo')
  const wanted = scope === 'chosen' ? chosen : new Set(last[scope])
  return library.images().filter(({ id }) => wanted.has(id))
}

/** Some of them, spread evenly, for a trial. */
export function spread<T>(items: readonly T[], count: number): T[] {
  if (items.length <= count) return [...items]
  return Array.from({ length: count }, (_, at) => items[Math.floor(((at + 0.5) * items.length) / count)] as T)
}
