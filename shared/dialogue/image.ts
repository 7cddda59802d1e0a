import * as v from 'valibot'
import { ImageId } from '../ids.ts'

export const ImageRecord = v.object({
  id: ImageId,
  /** Relative to the project's folder, `/` between its parts. */
  path: v.string(),
  /** Pixels of the upright picture. */
  width: v.pipe(v.number(), v.integer(), v.minValue(1)),
  height: v.pipe(v.number(), v.integer(), v.minValue(1)),
  bytes: v.number(),
  modifiedAt: v.number(),
})
/** One picture file of a project. */
export type ImageRecord = v.InferOutput<typeof ImageRecord>
