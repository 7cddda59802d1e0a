import * as v from 'valibot'
import { ImageId } from '../ids.ts'

export const ImageFile = v.object({
  id: ImageId,
  /** Relative to the project's folder, `/` between its parts. */
  path: v.string(),
  /** Pixels of the upright picture. */
  width: v.pipe(v.number(), v.integer(), v.minValue(1)),
  height: v.pipe(v.number(), v.integer(), v.minValue(1)),
  bytes: v.number(),
})
/** One picture file, the same in every copy of a dataset. */
export type ImageFile = v.InferOutput<typeof ImageFile>

export const ImageRecord = v.object({ ...ImageFile.entries, modifiedAt: v.number() })
/** One picture file of a project, as it lies on this machine. */
export type ImageRecord = v.InferOutput<typeof ImageRecord>
