import * as v from 'valibot'
import { DialogueId, ImageId, RegionId, TurnId } from '../ids.ts'
import { Origin } from './region.ts'

export const Part = v.variant('kind', [
  v.object({ kind: v.literal('text'), text: v.string() }),
  /** One mention: one or more regions in order, with the phrase it grounds where there is one. */
  v.object({
    kind: v.literal('mention'),
    regionIds: v.pipe(v.array(RegionId), v.minLength(1)),
    phrase: v.optional(v.string()),
  }),
  v.object({ kind: v.literal('image'), imageId: ImageId }),
  /** Text of an answer that looks like coordinates and could not be read; `code` and `message` say why. */
  v.object({ kind: v.literal('malformed'), text: v.string(), code: v.string(), message: v.string() }),
])
export type Part = v.InferOutput<typeof Part>

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

export const Turn = v.object({
  id: TurnId,
  dialogueId: DialogueId,
  /** Sort key within the dialogue. */
  order: v.number(),
  role: v.picklist(['user', 'assistant']),
  parts: v.array(Part),
  origin: Origin,
  review: v.picklist(['open', 'reviewed', 'rejected']),
  run: v.optional(Run),
  createdAt: v.number(),
})
/** One message of a dialogue. */
export type Turn = v.InferOutput<typeof Turn>
