import * as v from 'valibot'
import { ImageId } from '../ids.ts'
import type { Entry } from './document.ts'

export const ImageState = v.picklist(['todo', 'doing', 'done', 'fix', 'skipped'])
/** How far the work on an image is. */
export type ImageState = v.InferOutput<typeof ImageState>

/** Every state, in the order of work. */
export const imageStates: readonly ImageState[] = ImageState.options

export const Mark = v.object({
  /** The image that is marked. */
  id: ImageId,
  /** What somebody said of the image; without it the state follows from what was drawn and said (`ImageFacts.state`). */
  state: v.optional(ImageState),
  /** The part of the data set that the image belongs to, e.g. `train`. */
  split: v.optional(v.string()),
  /** How long people looked at the image while the window had their attention. */
  seconds: v.optional(v.pipe(v.number(), v.minValue(0))),
})
/** What is said of an image as a whole. */
export type Mark = v.InferOutput<typeof Mark>

/** An undo or redo as it is to be done now: it changes what was said of an image, and leaves the time spent on it as it has become. */
export function keepSeconds(entry: Entry, marks: Readonly<Record<string, Mark>>): Entry {
  if (!entry.changes.some((change) => change.table === 'marks')) return entry
  const changes = entry.changes.map((change) => {
    const now = change.table === 'marks' ? marks[change.id] : undefined
    if (change.table !== 'marks' || now?.seconds === undefined) return change
    return { ...change, after: { ...change.after, id: now.id, seconds: now.seconds } }
  })
  return { ...entry, changes }
}
