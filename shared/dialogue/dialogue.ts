import * as v from 'valibot'
import { DialogueId, ImageId } from '../ids.ts'

export const RowType = v.picklist(['text', 'choice', 'number', 'box', 'point'])
/** What the answer of a row of the question table is. */
export type RowType = v.InferOutput<typeof RowType>

export const Dialogue = v.object({
  id: DialogueId,
  imageIds: v.pipe(v.array(ImageId), v.minLength(1)),
  title: v.string(),
  kind: v.picklist(['chat', 'qa', 'caption']),
  /** Makes the dialogue one row of the question table: a question and an answer. Rows are in the order of `order`. */
  row: v.optional(v.object({ type: RowType, order: v.number() })),
  /** The batch that asked it of many images. */
  batch: v.optional(v.string()),
  createdAt: v.number(),
})
/** Ordered turns over one or more images. */
export type Dialogue = v.InferOutput<typeof Dialogue>
