import * as v from 'valibot'
import { ImageId, RegionId, TurnId } from '../ids.ts'

const coordinate = v.pipe(v.number(), v.finite())

export const Shape = v.variant('kind', [
  v.object({ kind: v.literal('point'), x: coordinate, y: coordinate }),
  v.object({ kind: v.literal('box'), x1: coordinate, y1: coordinate, x2: coordinate, y2: coordinate }),
  v.object({
    kind: v.literal('polygon'),
    points: v.pipe(v.array(v.object({ x: coordinate, y: coordinate })), v.minLength(3), v.readonly()),
  }),
])
/**
 * Where a region is: pixels of the upright picture, floats. Boxes made by hand have x1 <= x2 and y1 <= y2. A polygon is one ring, its
 * last corner joined to the first.
 */
export type Shape = v.InferOutput<typeof Shape>

export const Origin = v.picklist(['human', 'model', 'import'])
export type Origin = v.InferOutput<typeof Origin>

export const Judgement = v.picklist(['open', 'accepted', 'corrected', 'rejected'])
/** What people said of a proposal. */
export type Judgement = v.InferOutput<typeof Judgement>

export const Verdict = v.picklist(['accept', 'correct', 'reject'])
/** What one person said of a region or a turn; `correct`: right after a change of their own. */
export type Verdict = v.InferOutput<typeof Verdict>

export const Review = v.object({
  by: v.string(),
  verdict: Verdict,
  at: v.number(),
  /** How long the item was looked at. */
  seconds: v.optional(v.pipe(v.number(), v.minValue(0))),
  comment: v.optional(v.string()),
  /** What they took to be right: of a region its place and label, of a turn its words. */
  shape: v.optional(Shape),
  label: v.optional(v.string()),
  text: v.optional(v.string()),
  /** True: it decides between passes that disagree. */
  settles: v.optional(v.boolean()),
})
/** One person's verdict, beside the judgement that holds. At most one a person. */
export type Review = v.InferOutput<typeof Review>

const RegionFields = v.object({
  id: RegionId,
  imageId: ImageId,
  /** The n of "R3": counted per image, never given twice. */
  number: v.pipe(v.number(), v.integer(), v.minValue(1)),
  shape: Shape,
  label: v.string(),
  origin: Origin,
  /** Only for `origin: 'model'`: what the model itself said, never changed, and how it was judged. */
  proposal: v.optional(
    v.object({
      turnId: TurnId,
      predicted: Shape,
      judgement: Judgement,
      confidence: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
      /** Each time people moved it: how well it then agreed with `predicted`, and the seconds since they first looked at it. */
      edits: v.optional(
        v.array(
          v.object({
            at: v.number(),
            iou: v.optional(v.number()),
            seconds: v.optional(v.number()),
            by: v.optional(v.string()),
          }),
        ),
      ),
    }),
  ),
  /** The rejected proposal that this region was drawn in place of. */
  corrects: v.optional(RegionId),
  /** Not shown on the picture, nor hit there; still in lists, messages and exports. */
  hidden: v.optional(v.boolean()),
  /** Its place stays as it is; label and judgement may change. */
  locked: v.optional(v.boolean()),
  reviews: v.optional(v.array(Review)),
  createdAt: v.number(),
})
/** A point, a box or a polygon on one image, the same object on canvas, list, composer, transcript and in exports. */
export interface Region extends v.InferOutput<typeof RegionFields> {}
export const Region: v.GenericSchema<unknown, Region> = RegionFields
