import { generate, prepare } from '../electron/engine/generate.ts'
import { PictureCache } from '../electron/engine/picture-cache.ts'
import { pictureTensor } from '../electron/engine/pixels/picture-tensor.ts'
import type { RunningModel } from '../electron/engine/running-model.ts'
import type { GenerateOptions } from '../shared/api/engine.ts'

/** What every runtime does: the same picture and prompt, so many greedy tokens, whatever they are. */
export type Job = {
  readonly imagePath: string
  readonly prompt: string
  readonly pixels: Float32Array
  readonly promptTokens: readonly number[]
  readonly count: number
  /** How long decoding and resizing the picture takes at best. */
  readonly pictureMs: number
}

export type Decoding = {
  readonly tokens: readonly number[]
  /** After the first one. */
  readonly tokensPerSecond: number
  readonly firstTokenMs: number
}

const question = 'Describe the picture.'
const count = 128

export async function jobFor(model: RunningModel, imagePath: string): Promise<Job> {
  const text = model.manifest.template.user.replace('{text}', question)
  let pixels: Float32Array = new Float32Array(0)
  let pictureMs = Number.POSITIVE_INFINITY
  for (let round = 0; round < 5; round++) {
    const start = performance.now()
    pixels = await pictureTensor(imagePath, model.manifest.imageSize)
    pictureMs = Math.min(pictureMs, performance.now() - start)
  }
  const promptTokens = model.tokens.encode(text)
  return { imagePath, prompt: model.manifest.template.image + text, pixels, promptTokens, count, pictureMs }
}

/** The engine as the app runs it, the picture not known before, going on behind the end of the answer. */
export async function decodeOurs(model: RunningModel, job: Job): Promise<Decoding> {
  const endless = { ...model, stopIds: new Set<number>(), pictures: new PictureCache(2 ** 27) }
  return decodingOf(await timedTokens(endless, job, { maxTokens: job.count, constrained: false }))
}

export type TimedToken = { readonly id: number; readonly text: string; readonly at: number }

/** The tokens of one answer with the milliseconds since it was asked for. */
export async function timedTokens(
  model: RunningModel,
  { imagePath, prompt }: Pick<Job, 'imagePath' | 'prompt'>,
  options: Pick<GenerateOptions, 'maxTokens' | 'constrained'>,
): Promise<TimedToken[]> {
  const request = { modelId: model.manifest.id, imagePath, prompt, options: { temperature: 0, seed: 0, ...options } }
  const start = performance.now()
  const timed: TimedToken[] = []
  for await (const item of generate(model, request, new AbortController().signal)) {
    if (item.kind === 'token') timed.push({ id: item.id, text: item.text, at: performance.now() - start })
  }
  return timed
}

function decodingOf(timed: readonly TimedToken[]): Decoding {
  const first = timed[0]?.at ?? Number.NaN
  const last = timed.at(-1)?.at ?? Number.NaN
  return {
    tokens: timed.map(({ id }) => id),
    tokensPerSecond: (1000 * (timed.length - 1)) / (last - first),
    firstTokenMs: first,
  }
}

/** Best times to the first token over that of a first question on a picture nobody knew, each with decoding the picture where it has to. */
export async function compareQuestions(
  model: RunningModel,
  job: Job,
  rounds: number,
): Promise<{ readonly second: number; readonly prepared: number }> {
  const { image, user } = model.manifest.template
  const another = { ...job, prompt: image + user.replace('{text}', 'How many objects are there?') }
  const best = { first: Number.POSITIVE_INFINITY, second: Number.POSITIVE_INFINITY, prepared: Number.POSITIVE_INFINITY }
  const time = async (name: keyof typeof best, on: RunningModel, asked: Job): Promise<void> => {
    const [token] = await timedTokens(on, asked, { maxTokens: 1, constrained: false })
    best[name] = Math.min(best[name], token?.at ?? Number.NaN)
  }
  const fresh = (): RunningModel => ({
    ...model,
    stopIds: new Set(),
    pictures: new PictureCache(2 ** 27),
    ahead: { picture: null },
  })
  for (let round = 0; round < rounds; round++) {
    const unknown = fresh()
    await time('first', unknown, job)
    await time('second', unknown, another)
    const known = fresh()
    await prepare(known, job.imagePath)
    await time('prepared', known, job)
  }
  const said = Object.entries(best).map(([name, ms]) => `${name} ${ms.toFixed(1)} ms`)
  console.error(`questions, to the first token: ${said.join(', ')}`)
  return { second: best.second / best.first, prepared: best.prepared / best.first }
}
