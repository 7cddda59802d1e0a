// What the engine holds after 200 and after 2,000 pictures: node bench/engine-memory.ts. Exits with 1 when it grew by a tenth.
process.env.ORT_DISABLE_TELEMETRY = '1'

import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generate } from '../electron/engine/generate.ts'
import { loadModel } from '../electron/engine/running-model.ts'
import { engineFlags } from '../electron/services/engine/engine-process.ts'
import { encodePng } from '../scenes/encode-raster.ts'
import { sceneQuestions } from '../scenes/scene-questions.ts'

// As engine processes are started.
if (!engineFlags.every((flag) => process.execArgv.includes(flag))) {
  const { status } = spawnSync(process.execPath, [...engineFlags, import.meta.filename], { stdio: 'inherit' })
  process.exit(status ?? 1)
}

const pictures = 2000
const early = 200
/** Drawn once and written again and again under new names: to the engine each file is a new picture. */
const drawn = 40
const megabytes = (bytes: number): number => Math.round(bytes / 2 ** 20)

const folder = join(import.meta.dirname, '../models/deixis-1')
const model = await loadModel('deixis-1', folder, 'cpu', 1)
const work = await mkdtemp(join(tmpdir(), 'deixis-memory-'))
const { template, id: modelId } = model.manifest
const prompt = template.image + template.user.replace('{text}', 'What is in the picture?')
const options = { maxTokens: 40, temperature: 0, seed: 0, constrained: true }
const files = Array.from({ length: drawn }, (_, index) =>
  encodePng(sceneQuestions({ seed: 5, split: 'heldout', questions: 1 }, index).draw()),
)
let base = 0
for (let n = 1; n <= pictures; n++) {
  const imagePath = join(work, `${n}.png`)
  await writeFile(imagePath, files[n % drawn] as Buffer)
  for await (const item of generate(model, { modelId, imagePath, prompt, options }, new AbortController().signal))
    void item
  await rm(imagePath)
  if (n === early) base = process.memoryUsage().rss
  if (n % early === 0) {
    const { rss, heapUsed, arrayBuffers } = process.memoryUsage()
    console.log(
      `${n} pictures: ${megabytes(rss)} MB resident, ${megabytes(heapUsed)} MB of objects, ${megabytes(arrayBuffers)} MB of arrays`,
    )
  }
}
await model.graphs.release()
await rm(work, { recursive: true })
process.exitCode = process.memoryUsage().rss > 1.1 * base ? 1 : 0
