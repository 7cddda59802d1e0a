import * as v from 'valibot'
import { FinishReason } from '../dialogue/turn.ts'
import { call, stream } from '../rpc/contract.ts'

export const Device = v.picklist(['auto', 'cpu', 'webgpu', 'cuda', 'dml', 'coreml'])
export type Device = v.InferOutput<typeof Device>

export const LoadedModel = v.object({
  modelId: v.string(),
  /** Over the model's files as its manifest lists them. */
  modelHash: v.string(),
  dialect: v.string(),
  /** The provider that really runs. */
  provider: v.string(),
  /** Every provider that was tried, in order, with the reason of each failure. */
  attempts: v.array(v.object({ provider: v.string(), ok: v.boolean(), reason: v.optional(v.string()) })),
  threads: v.number(),
  loadMs: v.number(),
})
export type LoadedModel = v.InferOutput<typeof LoadedModel>

export const GenerateOptions = v.object({
  maxTokens: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** 0 = greedy. */
  temperature: v.pipe(v.number(), v.minValue(0), v.maxValue(2)),
  seed: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** Whether coordinates are forced to be valid once a bracket has opened. */
  constrained: v.boolean(),
})
export type GenerateOptions = v.InferOutput<typeof GenerateOptions>

export const GenerateRequest = v.object({
  modelId: v.string(),
  /** Absolute path of the picture file; decoded upright by the engine. */
  imagePath: v.string(),
  /** The prompt as the dialect wrote it, `<image>` standing for the picture. */
  prompt: v.string(),
  options: GenerateOptions,
})
export type GenerateRequest = v.InferOutput<typeof GenerateRequest>

export const GenerateItem = v.variant('kind', [
  /** Text that became certain with this token (may be empty inside a multi-byte character); natural logarithm of its probability. */
  v.object({ kind: v.literal('token'), id: v.number(), text: v.string(), logprob: v.number() }),
  v.object({
    kind: v.literal('done'),
    finishReason: FinishReason,
    tokens: v.number(),
    promptTokens: v.number(),
    cachedTokens: v.number(),
    imageCached: v.boolean(),
    encodeMs: v.number(),
    prefillMs: v.number(),
    firstTokenMs: v.number(),
    totalMs: v.number(),
    provider: v.string(),
    constrained: v.boolean(),
  }),
])
export type GenerateItem = v.InferOutput<typeof GenerateItem>

/** Main process <-> engine process. */
export const engineApi = {
  'engine.load': call(
    v.object({ modelId: v.string(), folder: v.string(), device: Device, threads: v.optional(v.number()) }),
    LoadedModel,
  ),
  'engine.unload': call(v.object({ modelId: v.string() }), v.object({})),
  /** Encodes a picture that will be asked about, unless the model is busy. True when a question need not wait for that any more. */
  'engine.prepare': call(v.object({ modelId: v.string(), imagePath: v.string() }), v.object({ encoded: v.boolean() })),
  'engine.generate': stream(GenerateRequest, GenerateItem),
}
