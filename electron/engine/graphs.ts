import { join } from 'node:path'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { ArrayStore, KvCache } from './kv-cache.ts'
import type { ModelManifest } from './manifest.ts'

/** An object that the vision graph takes the picture to hold, likeliest first. */
export type Candidate = {
  /** x1, y1, x2, y2 in 0..1 of the padded square. */
  readonly box: readonly number[]
  readonly score: number
  /** The token of its likeliest name. */
  readonly name: number
}

export type Seen = {
  /** One vector per picture token, flat. */
  readonly features: Float32Array
  /** Empty where the graph does not tell them. */
  readonly candidates: readonly Candidate[]
}

/** The two graphs of a loaded model on one provider. */
export type Graphs = {
  /** Red, green, blue planes in 0..1 of the padded square. */
  encode(pixels: Float32Array): Promise<Seen>
  /**
   * Runs picture features (null for none) and then tokens behind what the cache holds, keeps their rows in it, and gives
   * the logits of the last `logitRows` positions, one after the other. `firstPosition` is that of the first token.
   */
  step(
    cache: KvCache,
    features: Float32Array | null,
    tokens: readonly number[],
    firstPosition: number,
    logitRows?: number,
  ): Promise<Float32Array>
  newCache(): KvCache
  release(): Promise<void>
}

const hidden = -1e9
const storedBytes = 16 * 2 ** 20

/** Loads a model's graphs on one provider, which must be able to run alone: nothing falls back to another one here. */
export async function loadGraphs(
  folder: string,
  manifest: ModelManifest,
  provider: string,
  threads: number,
): Promise<Graphs> {
  const options: InferenceSession.SessionOptions = {
    executionProviders: [provider],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
  }
  const vision = await InferenceSession.create(join(folder, 'onnx/vision.onnx'), options)
  let decoder: InferenceSession
  try {
    decoder = await InferenceSession.create(join(folder, 'onnx/decoder.onnx'), options)
  } catch (error) {
    await vision.release()
    throw error
  }
  const store = new ArrayStore(storedBytes)
  const { imageSize, imageTokens, hidden: width, layers, heads, headDim } = manifest

  return {
    async encode(pixels) {
      const feeds = { pixel_values: new Tensor('float32', pixels, [1, 3, imageSize, imageSize]) }
      const results = await vision.run(feeds)
      return { features: floats(results, 'image_features'), candidates: candidatesOf(results) }
    },
    async step(cache, features, tokens, firstPosition, logitRows = 1) {
      const pictureRows = features ? imageTokens : 0
      const rows = pictureRows + tokens.length
      const { capacity } = cache
      const ids = BigInt64Array.from(tokens, BigInt)
      const positions = new BigInt64Array(rows)
      for (let i = 0; i < tokens.length; i++) positions[pictureRows + i] = BigInt(firstPosition + i)
      const wanted = BigInt64Array.from({ length: logitRows }, (_, i) => BigInt(rows - logitRows + i))
      const bias = attentionBias(pictureRows, tokens.length, cache.length, capacity)
      const feeds: Record<string, Tensor> = {
        image_features: new Tensor('float32', features ?? new Float32Array(0), [1, pictureRows, width]),
        input_ids: new Tensor('int64', ids, [1, tokens.length]),
        position_ids: new Tensor('int64', positions, [1, rows]),
        attention_bias: new Tensor('float32', bias, [1, 1, rows, capacity + rows]),
        logit_rows: new Tensor('int64', wanted, [logitRows]),
      }
      const shape = [1, heads, capacity, headDim]
      for (let layer = 0; layer < layers; layer++) {
        feeds[`past_key.${layer}`] = new Tensor('float32', cache.tensors[2 * layer] as Float32Array, shape)
        feeds[`past_value.${layer}`] = new Tensor('float32', cache.tensors[2 * layer + 1] as Float32Array, shape)
      }
      const results = await decoder.run(feeds)
      cache.append(floats(results, 'present'), rows)
      return floats(results, 'logits')
    },
    newCache: () => new KvCache({ layers, heads, headDim }, store),
    async release() {
      await vision.release()
      await decoder.release()
    },
  }
}

/** What each new row may see: 0, or -1e9 for unused slots of the cache and for what comes later. Picture rows see each other. */
export function attentionBias(pictureRows: number, textRows: number, used: number, capacity: number): Float32Array {
  const rows = pictureRows + textRows
  const columns = capacity + rows
  const bias = new Float32Array(rows * columns)
  for (let row = 0; row < rows; row++) {
    const start = row * columns
    bias.fill(hidden, start + used, start + capacity)
    bias.fill(hidden, start + capacity + Math.max(row + 1, row < pictureRows ? pictureRows : 0), start + columns)
  }
  return bias
}

function candidatesOf(results: InferenceSession.OnnxValueMapType): Candidate[] {
  if (!results.candidate_boxes) return []
  const boxes = floats(results, 'candidate_boxes')
  const names = results.candidate_names?.data as BigInt64Array
  return Array.from(floats(results, 'candidate_scores'), (score, i) => ({
    box: [...boxes.subarray(4 * i, 4 * i + 4)],
    score,
    name: Number(names[i]),
  }))
}

function floats(results: InferenceSession.OnnxValueMapType, name: string): Float32Array {
  const data = results[name]?.data
  if (!(data instanceof Float32Array)) throw new Error(`the graph gives no float32 ${name}`)
  return data
}
