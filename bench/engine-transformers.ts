// A peer of the engine's bench, run as its own process: Transformers.js over the layout in argv, jobs in, decodings out.
process.env.ORT_DISABLE_TELEMETRY = '1'

import { createInterface } from 'node:readline'

type Tensor = { readonly dims: number[] }
type ModelInputs = { input_ids: Tensor; attention_mask: Tensor; position_ids?: Tensor | null }
type Library = {
  readonly env: { allowRemoteModels: boolean }
  readonly Tensor: new (type: string, data: Float32Array | BigInt64Array, dims: number[]) => Tensor
  readonly LlavaForConditionalGeneration: {
    from_pretrained(
      path: string,
      options: object,
    ): Promise<{
      generate(options: object): Promise<unknown>
      prepare_inputs_for_generation(...words: unknown[]): ModelInputs
    }>
  }
}

const [layout = '', threads, imageTokensText, imageSizeText] = process.argv.slice(2)
const imageTokens = Number(imageTokensText)
const imageSize = Number(imageSizeText)
// Named by a variable: its types are there only where the bench is installed.
const library = '@huggingface/transformers'
const { env, Tensor, LlavaForConditionalGeneration } = (await import(library)) as Library
env.allowRemoteModels = false
const model = await LlavaForConditionalGeneration.from_pretrained(layout, {
  local_files_only: true,
  device: 'cpu',
  dtype: 'fp32',
  session_options: { intraOpNumThreads: Number(threads), interOpNumThreads: 1 },
})

// All picture tokens of our model share position 0; the library would count them.
const prepare = model.prepare_inputs_for_generation.bind(model)
model.prepare_inputs_for_generation = (...words) => {
  const inputs = prepare(...words)
  const total = inputs.attention_mask.dims[1] ?? 0
  const fresh = inputs.input_ids.dims[1] ?? 0
  const positions = Array.from({ length: fresh }, (_, i) => BigInt(Math.max(0, total - fresh + i - imageTokens + 1)))
  return { ...inputs, position_ids: new Tensor('int64', BigInt64Array.from(positions), [1, fresh]) }
}

for await (const line of createInterface({ input: process.stdin })) {
  const job = JSON.parse(line) as { pixels: number[]; promptTokens: number[]; count: number }
  const ids = [...Array<number>(imageTokens).fill(1), ...job.promptTokens]
  const start = performance.now()
  const times: number[] = []
  const tokens: number[] = []
  const streamer = {
    put(values: bigint[][]) {
      // The prompt comes first.
      if (times.length > 0) tokens.push(Number(values[0]?.[0]))
      times.push(performance.now() - start)
    },
    end() {},
  }
  await model.generate({
    input_ids: new Tensor('int64', BigInt64Array.from(ids, BigInt), [1, ids.length]),
    attention_mask: new Tensor('int64', new BigInt64Array(ids.length).fill(1n), [1, ids.length]),
    pixel_values: new Tensor('float32', Float32Array.from(job.pixels), [1, 3, imageSize, imageSize]),
    max_new_tokens: job.count,
    do_sample: false,
    streamer,
  })
  const [, first = Number.NaN] = times
  const last = times.at(-1) ?? Number.NaN
  const tokensPerSecond = (1000 * (tokens.length - 1)) / (last - first)
  console.log(JSON.stringify({ tokens, tokensPerSecond, firstTokenMs: first }))
}
