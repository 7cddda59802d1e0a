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

export const Region = v.object({
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
    }),
  ),
  createdAt: v.number(),
})
/** A point, a box or a polygon on one image, the same object on canvas, list, composer, transcript and in exports. */
export type Region = v.InferOutput<typeof Region>
