import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { Graphs } from '../electron/engine/graphs.ts'
import { loadModel, type RunningModel } from '../electron/engine/running-model.ts'

const rounds = 40
const answerTokens = 24
type Times = { vision: number; prompt: number; token: number; nine: number }

/**
 * How much faster 8-bit weights answer one question about a new picture (vision, prompt and a box's worth of tokens, one run
 * per token); null where no Python makes them. They are made for the occasion by recipe/quantize.py and not part of the app.
 */
export async function compareInt8(
  model: RunningModel,
  folder: string,
  work: string,
  threads: number,
): Promise<number | null> {
  const out = join(work, 'int8')
  const python = process.env.DEIXIS_PYTHON ?? 'python3'
  try {
    const script = join(folder, 'recipe/quantize.py')
    execFileSync(python, [script, '--to', 'int8', '--out', out], { stdio: 'ignore', cwd: join(folder, 'recipe') })
  } catch {
    console.error(`int8: not measured, ${python} cannot run recipe/quantize.py (DEIXIS_PYTHON names another Python)`)
    return null
  }
  const small = await loadModel(model.manifest.id, out, 'cpu', threads)
  try {
    const pixels = Float32Array.from({ length: 3 * model.manifest.imageSize ** 2 }, (_, i) => ((i * 37) % 101) / 100)
    const wide = never()
    const narrow = never()
    for (let round = 0; round < rounds; round++) {
      await time(model.graphs, pixels, wide)
      await time(small.graphs, pixels, narrow)
    }
    const parts = (Object.keys(wide) as (keyof Times)[]).map(
      (part) => `${part} ${(wide[part] / narrow[part]).toFixed(2)}`,
    )
    console.error(`int8 against fp32: ${parts.join(', ')}`)
    return answerMs(wide) / answerMs(narrow)
  } finally {
    await small.graphs.release()
  }
}

function never(): Times {
  const inf = Number.POSITIVE_INFINITY
  return { vision: inf, prompt: inf, token: inf, nine: inf }
}

function answerMs({ vision, prompt, token }: Times): number {
  return vision + prompt + answerTokens * token
}

/** Keeps the best of each part. */
async function time(graphs: Graphs, pixels: Float32Array, best: Times): Promise<void> {
  const cache = graphs.newCache()
  const measure = async <Result>(part: keyof Times, job: () => Promise<Result>): Promise<Result> => {
    const start = performance.now()
    const result = await job()
    best[part] = Math.min(best[part], performance.now() - start)
    return result
  }
  const { features } = await measure('vision', () => graphs.encode(pixels))
  await measure('prompt', () => graphs.step(cache, features, Array(20).fill(7), 1))
  for (let i = 0; i < 5; i++) await measure('token', () => graphs.step(cache, null, [7], 21 + i))
  await measure('nine', () => graphs.step(cache, null, Array(9).fill(7), 26, 9))
}
