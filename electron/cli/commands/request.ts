import * as v from 'valibot'
import { GenerateOptions } from '../../../shared/api/engine.ts'
import type { ImageRecord } from '../../../shared/dialogue/image.ts'
import type { Region, Shape } from '../../../shared/dialogue/region.ts'
import type { Part, Turn } from '../../../shared/dialogue/turn.ts'
import { AppError } from '../../../shared/errors.ts'
import { type DialogueId, type ImageId, newId, type RegionId } from '../../../shared/ids.ts'
import type { Question } from '../../services/converse.ts'
import { readImageInfo } from '../../services/image-info.ts'

const finite = v.pipe(v.number(), v.finite())
const ordered = v.check<[number, number, number, number], string>(
  ([x1, y1, x2, y2]) => x1 < x2 && y1 < y2,
  'a box is x1,y1,x2,y2 with x1 < x2 and y1 < y2',
)
const RequestRegion = v.union(
  [
    v.strictObject({ box: v.pipe(v.tuple([finite, finite, finite, finite]), ordered) }),
    v.strictObject({ point: v.tuple([finite, finite]) }),
  ],
  'a region is {"box": [x1, y1, x2, y2]} with x1 < x2 and y1 < y2, or {"point": [x, y]}',
)
export type RequestRegion = v.InferOutput<typeof RequestRegion>

const RequestPart = v.union(
  [
    v.string(),
    v.strictObject({ refs: v.pipe(v.array(v.string()), v.minLength(1)) }),
    v.strictObject({ image: v.literal(true) }),
  ],
  'a part is a text, {"refs": ["b0"]} or {"image": true}',
)

export const AskFileRequest = v.object({
  id: v.union([v.string(), v.number()]),
  /** Path of the picture, relative to the requests file. */
  image: v.string(),
  /** Pixels of the upright picture. */
  regions: v.optional(v.record(v.string(), RequestRegion), {}),
  turns: v.pipe(
    v.array(v.object({ role: v.picklist(['user', 'assistant']), parts: v.array(RequestPart) })),
    v.minLength(1, 'there is no turn'),
  ),
  options: v.optional(v.partial(GenerateOptions), {}),
})
/** One line of a requests file. */
export type AskFileRequest = v.InferOutput<typeof AskFileRequest>

/** A warning about a question: not a reason to refuse it. */
export type QuestionWarning = { readonly code: 'outside-image'; readonly message: string }

/** The dialogue that a request describes, on the picture in a file. */
export async function toQuestion(
  request: AskFileRequest,
  imagePath: string,
): Promise<{ readonly question: Question; readonly warnings: QuestionWarning[] }> {
  const { width, height } = await readImageInfo(imagePath)
  const image: ImageRecord = { id: newId<ImageId>(), path: request.image, width, height, bytes: 0, modifiedAt: 0 }
  const ids = new Map(Object.keys(request.regions).map((name) => [name, newId<RegionId>()]))
  const regions = Object.entries(request.regions).map(([name, given], index): Region => {
    const id = ids.get(name) ?? newId<RegionId>()
    const shape = shapeOf(given)
    return { id, imageId: image.id, number: index + 1, shape, label: name, origin: 'human', createdAt: 0 }
  })
  const dialogueId = newId<DialogueId>()
  const turns = request.turns.map(
    ({ role, parts }, index): Turn => ({
      id: newId(),
      dialogueId,
      order: index + 1,
      role,
      parts: parts.map((part): Part => {
        if (typeof part === 'string') return { kind: 'text', text: part }
        if ('image' in part) return { kind: 'image', imageId: image.id }
        return { kind: 'mention', regionIds: part.refs.map((name) => knownId(ids, name)) }
      }),
      origin: 'human',
      review: 'open',
      createdAt: 0,
    }),
  )
  const warnings = regions
    .filter(({ shape }) => reachesBeyond(shape, width, height))
    .map(({ label }) => ({
      code: 'outside-image' as const,
      message: `${label} reaches beyond the picture of ${width} x ${height} pixels`,
    }))
  return { question: { image, turns, regions }, warnings }
}

function shapeOf(region: RequestRegion): Shape {
  if ('point' in region) return { kind: 'point', x: region.point[0], y: region.point[1] }
  const [x1, y1, x2, y2] = region.box
  return { kind: 'box', x1, y1, x2, y2 }
}

function knownId(ids: ReadonlyMap<string, RegionId>, name: string): RegionId {
  const id = ids.get(name)
  if (!id) throw new AppError('requests.bad-line', { message: `There is no region "${name}".` })
  return id
}

function reachesBeyond(shape: Shape, width: number, height: number): boolean {
  const [left, top, right, bottom] =
    shape.kind === 'point' ? [shape.x, shape.y, shape.x, shape.y] : [shape.x1, shape.y1, shape.x2, shape.y2]
  return left < 0 || top < 0 || right > width || bottom > height
}
