import * as v from 'valibot'
import { DialogueId, ImageId } from '../ids.ts'

export const Dialogue = v.object({
  id: DialogueId,
  imageIds: v.pipe(v.array(ImageId), v.minLength(1)),
  title: v.string(),
  kind: v.picklist(['chat', 'qa', 'caption']),
  createdAt: v.number(),
})
/** Ordered turns over one or more images. */
export type Dialogue = v.InferOutput<typeof Dialogue>
