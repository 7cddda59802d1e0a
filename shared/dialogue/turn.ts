import * as v from 'valibot'
import { DialogueId, ImageId, RegionId, TurnId } from '../ids.ts'
import { Origin, Region, Review, Shape } from './region.ts'

export const Part = v.variant('kind', [
  v.object({ kind: v.literal('text'), text: v.string() }),
  /** One mention: one or more regions in order, with the phrase it grounds where there is one. */
  v.object({
    kind: v.literal('mention'),
    regionIds: v.pipe(v.array(RegionId), v.minLength(1)),
    phrase: v.optional(v.string()),
    /** The shapes as they were when a person wrote the mention, one a region: what a later change is told from. */
    sent: v.optional(v.array(Shape)),
    /** True: `sent` holds whatever becomes of the regions. */
    keeps: v.optional(v.boolean()),
  }),
  v.object({ kind: v.literal('image'), imageId: ImageId }),
  /** Text of an answer that looks like coordinates and could not be read; `code` and `message` say why. */
  v.object({ kind: v.literal('malformed'), text: v.string(), code: v.string(), message: v.string() }),
])
export type Part = v.InferOutput<typeof Part>
export type MentionPart = Extract<Part, { kind: 'mention' }>

/** Parts with neighbouring texts joined. */
export function partsJoined(parts: readonly Part[]): Part[] {
  const joined: Part[] = []
  for (const part of parts) {
    const last = joined.at(-1)
    if (last?.kind === 'text' && part.kind === 'text')
      joined[joined.length - 1] = { ...last, text: last.text + part.text }
    else joined.push(part)
  }
  return joined
}

export const FinishReason = v.picklist(['stop', 'length', 'stopped', 'failed'])

export const Run = v.object({
  modelId: v.string(),
  modelHash: v.string(),
  dialect: v.string(),
  /** The whole text given to the model, `<image>` standing for the picture. */
  prompt: v.string(),
  /** Every character the model said, before any reading. */
  rawAnswer: v.string(),
  /** The provider that really ran, e.g. `cpu`. */
  provider: v.string(),
  constrained: v.boolean(),
  temperature: v.number(),
  seed: v.number(),
  finishReason: FinishReason,
  tokens: v.number(),
  cachedTokens: v.number(),
  firstTokenMs: v.number(),
  tokensPerSecond: v.number(),
  appVersion: v.string(),
})
/** What produced a model's turn. */
export type Run = v.InferOutput<typeof Run>

const review = v.picklist(['open', 'reviewed', 'rejected'])

const AlternativeFields = v.object({
  parts: v.array(Part),
  origin: Origin,
  review,
  run: v.optional(Run),
  earlierRuns: v.optional(v.array(Run)),
  author: v.optional(v.string()),
  editedBy: v.optional(v.string()),
  editedAt: v.optional(v.number()),
  reviews: v.optional(v.array(Review)),
  createdAt: v.number(),
  /** Its proposals that nobody had judged: they are on the picture only while it is the one shown. */
  regions: v.array(Region),
})
/** Another answer to the same question, set aside. */
export interface Alternative extends v.InferOutput<typeof AlternativeFields> {}
export const Alternative: v.GenericSchema<unknown, Alternative> = AlternativeFields

const TurnFields = v.object({
  id: TurnId,
  dialogueId: DialogueId,
  /** Sort key within the dialogue. */
  order: v.number(),
  role: v.picklist(['user', 'assistant']),
  parts: v.array(Part),
  origin: Origin,
  review,
  run: v.optional(Run),
  /** The runs before `run`, where an answer was continued; together they are what the model said. */
  earlierRuns: v.optional(v.array(Run)),
  /** The other answers to its question, oldest first. Only the turn itself is sent and exported. */
  alternatives: v.optional(v.array(Alternative)),
  /** Where the turn stands among its alternatives, from 0; absent: behind all. */
  shown: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  /** Who wrote it, as the settings named them. */
  author: v.optional(v.string()),
  editedBy: v.optional(v.string()),
  editedAt: v.optional(v.number()),
  reviews: v.optional(v.array(Review)),
  createdAt: v.number(),
})
/** One message of a dialogue. */
export interface Turn extends v.InferOutput<typeof TurnFields> {}
export const Turn: v.GenericSchema<unknown, Turn> = TurnFields
