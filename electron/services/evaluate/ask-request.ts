import * as v from 'valibot'
import { GenerateOptions } from '../../../shared/api/engine.ts'
import { shapeNumbers } from '../../../shared/dialects/mention.ts'
import type { ImageRecord } from '../../../shared/dialogue/image.ts'
import type { Region, Shape } from '../../../shared/dialogue/region.ts'
import type { Part, Turn } from '../../../shared/dialogue/turn.ts'
import { AppError } from '../../../shared/errors.ts'
import { type DialogueId, type ImageId, newId, type RegionId } from '../../../shared/ids.ts'
import type { Question } from '../chat/converse.ts'
import { readImageInfo } from '../images/image-info.ts'

const finite = v.pipe(v.number(), v.finite())
const ordered = v.check<[number, number, number, number], string>(
  ([x1, y1, x2, y2]) => x1 < x2 && y1 < y2,
  'a box is x1,y1,x2,y2 with x1 < x2 and y1 < y2',
)
const RequestRegion = v.union(
  [
    v.strictObject({ box: v.pipe(v.strictTuple([finite, finite, finite, finite]), ordered) }),
    v.strictObject({ point: v.strictTuple([finite, finite]) }),
    v.strictObject({ polygon: v.pipe(v.array(v.strictTuple([finite, finite])), v.minLength(3)) }),
  ],
  'a region is {"box": [x1, y1, x2, y2]} with x1 < x2 and y1 < y2, {"point": [x, y]} or {"polygon": [[x, y], …]}',
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

const idRule = 'an id is a text or a whole number below 2^53'

export const AskFileRequest = v.object({
  /** Numbers beyond 2^53 would come back changed. */
  id: v.union([v.string(), v.pipe(v.number(), v.safeInteger(idRule))], idRule),
  /** Path of the picture, relative to the requests file. */
  image: v.string(),
  /** Pixels of the upright picture. */
  regions: v.optional(v.record(v.string(), RequestRegion), {}),
  turns: v.pipe(
    v.array(v.strictObject({ role: v.picklist(['user', 'assistant']), parts: v.array(RequestPart) })),
    v.minLength(1, 'there is no turn'),
  ),
  options: v.optional(v.strictObject(v.partial(GenerateOptions).entries), {}),
})
/** One line of a requests file. */
export type AskFileRequest = v.InferOutput<typeof AskFileRequest>

/** A warning about a question: not a reason to refuse it. */
export type QuestionWarning = { readonly code: 'outside-image' | 'region-not-mentioned'; readonly message: string }

/** The dialogue that a request describes, on the picture in a file. Regions that no turn mentions are left out, with a warning. */
export async function toQuestion(
  request: AskFileRequest,
  imagePath: string,
): Promise<{ readonly question: Question; readonly warnings: QuestionWarning[] }> {
  const { width, height } = await readImageInfo(imagePath)
  const image: ImageRecord = { id: newId<ImageId>(), path: request.image, width, height, bytes: 0, modifiedAt: 0 }
  const mentioned = namesMentioned(request)
  const warnings: QuestionWarning[] = []
  const regions: Region[] = []
  for (const [name, given] of Object.entries(request.regions)) {
    if (!mentioned.has(name)) {
      warnings.push({ code: 'region-not-mentioned', message: `no turn mentions ${name}, so the model does not see it` })
      continue
    }
    const shape = shapeOf(given)
    const number = regions.length + 1
    regions.push({ id: newId(), imageId: image.id, number, shape, label: name, origin: 'human', createdAt: 0 })
    if (!reachesBeyond(shape, width, height)) continue
    const message = `${name} reaches beyond the picture of ${width} x ${height} pixels`
    warnings.push({ code: 'outside-image', message })
  }
  const ids = new Map(regions.map(({ label, id }) => [label, id]))
  const dialogueId = newId<DialogueId>()
  const turns = request.turns.map(({ role, parts }, index): Turn => {
    if (parts.every(isBlank)) throw new AppError('requests.bad-line', { message: `Turn ${index + 1} says nothing.` })
    return {
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
    }
  })
  return { question: { image, turns, regions }, warnings }
}

type RequestPart = v.InferOutput<typeof RequestPart>

function namesMentioned({ turns }: AskFileRequest): Set<string> {
  const parts: RequestPart[] = turns.flatMap((turn) => turn.parts)
  return new Set(parts.flatMap((part) => (typeof part === 'object' && 'refs' in part ? part.refs : [])))
}

function isBlank(part: RequestPart): boolean {
  return typeof part === 'string' ? part.trim() === '' : 'image' in part
}

function shapeOf(region: RequestRegion): Shape {
  if ('point' in region) return { kind: 'point', x: region.point[0], y: region.point[1] }
  if ('polygon' in region) return { kind: 'polygon', points: region.polygon.map(([x, y]) => ({ x, y })) }
  const [x1, y1, x2, y2] = region.box
  return { kind: 'box', x1, y1, x2, y2 }
}

function knownId(ids: ReadonlyMap<string, RegionId>, name: string): RegionId {
  const id = ids.get(name)
  if (!id) throw new AppError('requests.bad-line', { message: `There is no region "${name}".` })
  return id
}

function reachesBeyond(shape: Shape, width: number, height: number): boolean {
  return shapeNumbers(shape).some((value, index) => value < 0 || value > (index % 2 === 0 ? width : height))
}
