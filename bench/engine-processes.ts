import { readFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { ModelManifest } from '../electron/engine/manifest.ts'
import { createEngine, type Engine } from '../electron/services/engine/engine.ts'
import { forkEngine } from '../electron/services/engine/engine-process.ts'
import { writeScenes } from '../scenes/write-scenes.ts'

const pictures = 64
const rounds = 3
const entry = join(import.meta.dirname, '../electron/engine/index.ts')

/** 64 requests over 64 pictures: the time of one engine process over that of two, one thread each, best of three; null on one core. */
export async function compareProcesses(manifest: ModelManifest, folder: string, work: string): Promise<number | null> {
  if (availableParallelism() < 2) {
    console.error('two processes: not measured, there is one core')
    return null
  }
  const out = join(work, 'pictures')
  writeScenes({ out, count: pictures, seed: 11, questions: 1 })
  const lines = (await readFile(join(out, 'requests.jsonl'), 'utf8')).trim().split('\n')
  const paths = [...new Set(lines.map((line) => join(out, (JSON.parse(line) as { image: string }).image)))]
  const best: Record<number, number> = {}
  for (let round = 0; round < rounds; round++) {
    for (const count of [1, 2]) {
      const took = await answerAll(count, manifest, folder, paths)
      best[count] = Math.min(best[count] ?? took, took)
    }
  }
  const [one = Number.NaN, two = Number.NaN] = [best[1], best[2]]
  console.error(`${paths.length} pictures: ${one.toFixed(0)} ms with one process, ${two.toFixed(0)} ms with two`)
  return one / two
}

/** New processes each time, so that no picture is known. */
async function answerAll(
  count: number,
  manifest: ModelManifest,
  folder: string,
  paths: readonly string[],
): Promise<number> {
  const spawn = forkEngine(entry)
  const engines = Array.from({ length: count }, () => createEngine({ spawn, folderOf: async () => folder, threads: 1 }))
  try {
    await Promise.all(engines.map((engine) => engine.load(manifest.id, 'cpu')))
    const left = [...paths]
    const start = performance.now()
    await Promise.all(engines.map((engine) => work(engine, manifest, left)))
    return performance.now() - start
  } finally {
    await Promise.all(engines.map((engine) => engine.close()))
  }
}

async function work(engine: Engine, { id, template }: ModelManifest, left: string[]): Promise<void> {
  const prompt = template.image + template.user.replace('{text}', 'What is in the picture?')
  for (let imagePath = left.shift(); imagePath !== undefined; imagePath = left.shift()) {
    const options = { maxTokens: 256, temperature: 0, seed: 0, constrained: true }
    const request = { modelId: id, imagePath, prompt, options }
    for await (const item of engine.generate(request, new AbortController().signal)) void item
  }
}
