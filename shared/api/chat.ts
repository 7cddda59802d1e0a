import * as v from 'valibot'
import { Dialogue } from '../dialogue/dialogue.ts'
import { ImageRecord } from '../dialogue/image.ts'
import { Region } from '../dialogue/region.ts'
import { Alternative, Turn } from '../dialogue/turn.ts'
import { JournalEntry } from '../document/document.ts'
import { ProjectId, TurnId } from '../ids.ts'
import { call, stream } from '../rpc/contract.ts'
import { Device, GenerateOptions, LoadedModel } from './engine.ts'

export const ModelCard = v.object({
  id: v.string(),
  title: v.string(),
  dialect: v.string(),
  licence: v.string(),
  bytes: v.number(),
  capabilities: v.object({
    boxIn: v.boolean(),
    pointIn: v.boolean(),
    boxOut: v.boolean(),
    pointOut: v.boolean(),
    multiTurn: v.boolean(),
  }),
  /** Languages that it reads and writes, as `en`; left out where that is not known. */
  languages: v.optional(v.array(v.string())),
  /** Why it cannot be loaded, when its files are incomplete or damaged. */
  problem: v.optional(v.string()),
})
export type ModelCard = v.InferOutput<typeof ModelCard>

export const AskRequest = v.object({
  projectId: ProjectId,
  modelId: v.string(),
  dialogue: Dialogue,
  image: ImageRecord,
  /** The dialogue so far in order, the new question last. */
  turns: v.array(Turn),
  /** Every region that `turns` mention. */
  regions: v.array(Region),
  /** The next free number for regions of this image ("R7"). */
  nextRegionNumber: v.number(),
  /** Group of the question's entry, so that one undo takes back both. */
  group: v.string(),
  options: GenerateOptions,
  /** Answers given before to the same question: the new one takes their turn's place and keeps them beside it. */
  instead: v.optional(v.object({ turnId: TurnId, order: v.number(), alternatives: v.array(Alternative) })),
  /** An answer that broke off and is to go on; its question is the last of `turns`. */
  continues: v.optional(Turn),
})
export type AskRequest = v.InferOutput<typeof AskRequest>

export const AskItem = v.variant('kind', [
  /** Settled text, to be appended. */
  v.object({ kind: v.literal('text'), text: v.string() }),
  /** Coordinates that are still being written; replaces the earlier pending text. */
  v.object({ kind: v.literal('pending'), text: v.string() }),
  /** A bracket closed: the regions it names, as they will be committed. */
  v.object({ kind: v.literal('mention'), regions: v.array(Region) }),
  v.object({ kind: v.literal('malformed'), text: v.string(), code: v.string(), message: v.string() }),
  /** The finished turn, already durable in the journal. Absent text and regions were sent before. */
  v.object({ kind: v.literal('done'), committed: JournalEntry }),
])
export type AskItem = v.InferOutput<typeof AskItem>

/** Tokens of a prompt, and the most that the model can read. */
export const PromptLength = v.object({ tokens: v.number(), limit: v.number() })
export type PromptLength = v.InferOutput<typeof PromptLength>

/** Talking to a model. */
export const chatApi = {
  'chat.models': call(v.object({}), v.object({ models: v.array(ModelCard) })),
  'chat.load': call(v.object({ modelId: v.string(), device: Device }), LoadedModel),
  /** Tells that questions about a picture may follow: it is encoded where the model is idle. `encoded`: it is known now. */
  'chat.prepare': call(
    v.object({ projectId: ProjectId, modelId: v.string(), imageId: v.string() }),
    v.object({ encoded: v.boolean() }),
  ),
  /** The exact prompt that `ask` would send, and how many of the tokens it may have it takes, where that can be told. */
  'chat.prompt': call(
    v.object({ modelId: v.string(), image: ImageRecord, turns: v.array(Turn), regions: v.array(Region) }),
    v.object({ prompt: v.string(), length: v.optional(PromptLength) }),
  ),
  'chat.ask': stream(AskRequest, AskItem),
}
