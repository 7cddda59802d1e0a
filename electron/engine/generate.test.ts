import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { GenerateItem, GenerateOptions } from '../../shared/api/engine.ts'
import { shikra } from '../../shared/dialects/shikra.ts'
import { generate, prepare } from './generate.ts'
import { loadModel, type RunningModel } from './running-model.ts'

const tiny = join(import.meta.dirname, 'fixtures/tiny')
const pictures = join(import.meta.dirname, 'pixels/fixtures')
const rgb = join(pictures, 'rgb.png')
const greedy: GenerateOptions = { maxTokens: 40, temperature: 0, seed: 1, constrained: false }

type Answer = { readonly ids: number[]; readonly text: string; readonly logprobs: number[]; readonly done: Done }
type Done = Extract<GenerateItem, { kind: 'done' }>

async function ask(
  model: RunningModel,
  question: string,
  options: Partial<GenerateOptions> = {},
  imagePath = rgb,
  signal = new AbortController().signal,
): Promise<Answer> {
  const request = { modelId: 'tiny', imagePath, prompt: question, options: { ...greedy, ...options } }
  const ids: number[] = []
  const logprobs: number[] = []
  let text = ''
  for await (const item of generate(model, request, signal)) {
    if (item.kind === 'done') return { ids, text, logprobs, done: item }
    ids.push(item.id)
    logprobs.push(item.logprob)
    text += item.text
  }
  throw new Error('no end')
}

const first = '<image>USER: Where is it? ASSISTANT:'
const second = '<image>USER: What is at [0.500,0.250]? ASSISTANT:'

describe('generate', () => {
  let model: RunningModel
  beforeAll(async () => {
    model = await loadModel('tiny', tiny, 'cpu', 1)
  })
  const fresh = (): Promise<RunningModel> => loadModel('tiny', tiny, 'cpu', 1)

  it('says the same with and without the kept picture', async () => {
    const alone = [await ask(await fresh(), first), await ask(await fresh(), second)]
    const together = [await ask(model, first), await ask(model, second)]
    expect(together.map(({ ids }) => ids)).toEqual(alone.map(({ ids }) => ids))
    expect(alone[0]?.ids.length).toBeGreaterThan(4)
    expect(together[1]?.done).toMatchObject({ imageCached: true, encodeMs: expect.any(Number) })
    expect(together[1]?.done.cachedTokens).toBeGreaterThan(model.manifest.imageTokens)
    const differing = alone[1]?.logprobs.map((value, i) => Math.abs(value - (together[1]?.logprobs[i] ?? 0))) ?? []
    expect(Math.max(...differing)).toBeLessThan(1e-4)
  })

  it('reuses the earlier turns of a dialogue and forgets what another one said', async () => {
    const opening = await ask(model, first)
    const dialogue = `${first}${opening.text}</s>USER: And now? ASSISTANT:`
    const continued = await ask(model, dialogue)
    expect(continued.done.cachedTokens).toBeGreaterThanOrEqual(
      model.manifest.imageTokens + model.tokens.encode(first.replace('<image>', '')).length,
    )
    expect(continued.ids).toEqual((await ask(await fresh(), dialogue)).ids)
    expect((await ask(model, second)).ids).toEqual((await ask(await fresh(), second)).ids)
    expect((await ask(model, dialogue)).ids).toEqual(continued.ids)
  })

  it('sees a picture that was changed in place', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'deixis-engine-'))
    const path = join(folder, 'picture.png')
    await cp(rgb, path)
    const before = await ask(model, first, {}, path)
    await writeFile(path, await readFile(join(pictures, 'alpha.png')))
    const after = await ask(model, first, {}, path)
    await rm(folder, { recursive: true })
    expect(after.done.imageCached).toBe(false)
    expect(after.logprobs).not.toEqual(before.logprobs)
    expect(after.ids).toEqual((await ask(await fresh(), first, {}, join(pictures, 'alpha.png'))).ids)
  })

  it('encodes a picture once when it was prepared, even while that is under way, and says the same', async () => {
    const prepared = await fresh()
    const encode = vi.spyOn(prepared.graphs, 'encode')
    const encoding = prepare(prepared, rgb)
    await vi.waitFor(() => expect(prepared.ahead.picture).not.toBeNull(), { interval: 0 })
    const answer = await ask(prepared, first)
    expect(await encoding).toBe(true)
    expect(answer.ids).toEqual((await ask(await fresh(), first)).ids)
    expect(await prepare(prepared, rgb)).toBe(true)
    expect(encode).toHaveBeenCalledTimes(1)
    expect(prepared.ahead.picture).toBeNull()
  })

  it('prepares nothing while a question is answered', async () => {
    const busy = await fresh()
    const leave = await busy.queue.enter(new AbortController().signal)
    expect(await prepare(busy, rgb)).toBe(false)
    leave()
    expect(await prepare(busy, rgb)).toBe(true)
  })

  it('tells of a picture that cannot be prepared, and tries again when asked about it', async () => {
    const prepared = await fresh()
    const broken = join(pictures, 'rgb.txt')
    await expect(prepare(prepared, broken)).rejects.toMatchObject({ code: 'image.not-found' })
    expect(prepared.ahead.picture).toBeNull()
    await expect(ask(prepared, first, {}, broken)).rejects.toMatchObject({ code: 'image.not-found' })
  })

  it('draws the same answer for the same seed and others for others', async () => {
    const draw = async (seed: number): Promise<string> =>
      (await ask(model, first, { temperature: 1, seed })).ids.join(' ')
    expect(await draw(7)).toBe(await draw(7))
    const answers = await Promise.all([1, 2, 3, 4, 5].map(draw))
    expect(new Set(answers).size).toBe(5)
  })

  it('writes nothing but valid coordinates under the grammar', async () => {
    let brackets = 0
    for (let seed = 0; seed < 60; seed++) {
      const { text, done } = await ask(model, first, { temperature: 1.5, seed, constrained: true, maxTokens: 60 })
      expect(done.constrained).toBe(true)
      const spans = shikra.decode(text, { width: 12, height: 8 })
      expect(spans.filter((span) => span.kind === 'malformed')).toEqual([])
      const mentions = spans.filter((span) => span.kind === 'mention')
      for (const { shapes } of mentions) expect(shapes.every((shape) => shape.kind === 'box')).toBe(true)
      expect(text.includes('[')).toBe(mentions.length > 0)
      brackets += mentions.length
    }
    expect(brackets).toBeGreaterThan(20)
  })

  it('gives the logarithm of the probability of each token', async () => {
    const { ids, logprobs } = await ask(model, first, { maxTokens: 1 })
    const cache = model.graphs.newCache()
    const { pictureTensor } = await import('./pixels/picture-tensor.ts')
    const { features } = await model.graphs.encode(await pictureTensor(rgb, model.manifest.imageSize))
    const logits = await model.graphs.step(cache, features, model.tokens.encode(first.replace('<image>', '')), 1)
    const sum = logits.reduce((total, logit) => total + Math.exp(logit), 0)
    expect(logprobs[0]).toBeCloseTo(Math.log(Math.exp(logits[ids[0] as number] as number) / sum), 4)
  })

  it('ends at the length that was asked for, and at the end of its positions', async () => {
    const short = await ask(model, first, { maxTokens: 3 })
    expect(short.ids).toHaveLength(3)
    expect(short.done).toMatchObject({ finishReason: 'length', tokens: 3 })
    const long = await ask(model, first, { maxTokens: 100_000, temperature: 2, seed: 3 })
    expect(['length', 'stop']).toContain(long.done.finishReason)
    expect(long.ids.length).toBeLessThan(model.manifest.maxPositions)
  })

  it('stops at the token that ends an answer, without saying it', async () => {
    const reasons: string[] = []
    for (let seed = 0; seed < 40; seed++) {
      const answer = await ask(model, first, { temperature: 2, seed, maxTokens: 200 })
      reasons.push(answer.done.finishReason)
      expect(answer.ids.some((id) => model.stopIds.has(id))).toBe(false)
    }
    expect(reasons).toContain('stop')
  })

  it('keeps what was said when it is cancelled', async () => {
    const stop = new AbortController()
    const request = {
      modelId: 'tiny',
      imagePath: rgb,
      prompt: first,
      options: { ...greedy, maxTokens: 200, seed: 2, temperature: 1 },
    }
    let tokens = 0
    let done: Done | undefined
    for await (const item of generate(model, request, stop.signal)) {
      if (item.kind === 'done') done = item
      else if (++tokens === 5) stop.abort()
    }
    expect(done).toMatchObject({ finishReason: 'stopped', tokens: 5 })
  })

  it('lets runs wait for each other, and takes a waiting one back', async () => {
    const stop = new AbortController()
    const running = ask(model, first)
    const waiting = ask(model, second, {}, rgb, stop.signal)
    const third = ask(model, first)
    stop.abort()
    await expect(waiting).rejects.toMatchObject({ code: 'rpc.cancelled' })
    expect((await running).ids).toEqual((await third).ids)
  })

  it('never says half a character', async () => {
    for (let seed = 0; seed < 30; seed++) {
      const request = { modelId: 'tiny', imagePath: rgb, prompt: first, options: { ...greedy, temperature: 2, seed } }
      let text = ''
      const bytes: number[] = []
      for await (const item of generate(model, request, new AbortController().signal)) {
        if (item.kind === 'done') continue
        text += item.text
        bytes.push(...model.tokens.bytesOf(item.id))
      }
      expect(text).toBe(new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(bytes)))
    }
  })

  it('refuses prompts it cannot read', async () => {
    const refuse = (prompt: string, path = rgb): Promise<Answer> => ask(model, prompt, {}, path)
    await expect(refuse('USER: Where? ASSISTANT:')).rejects.toMatchObject({ code: 'engine.bad-request' })
    await expect(refuse('<image> <image> a')).rejects.toMatchObject({ code: 'engine.bad-request' })
    await expect(refuse(`<image>${'a'.repeat(400)}`)).rejects.toMatchObject({ code: 'engine.prompt-too-long' })
    await expect(refuse(first, join(pictures, 'none.png'))).rejects.toMatchObject({ code: 'image.not-found' })
    await expect(refuse(first, join(pictures, 'resize.json'))).rejects.toMatchObject({ code: 'image.not-readable' })
    expect((await ask(model, first)).ids.length).toBeGreaterThan(0)
  })
})

describe('loadModel', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'deixis-model-'))
    await cp(tiny, folder, { recursive: true })
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('names the provider that runs and why others did not', async () => {
    const { loaded } = await loadModel('tiny', tiny, 'auto', 1)
    expect(loaded.attempts.at(-1)).toEqual({ provider: loaded.provider, ok: true, reason: undefined })
    const failed = loaded.attempts.slice(0, -1)
    expect(failed.map(({ provider }) => provider)).toContain(loaded.provider === 'cpu' ? 'webgpu' : 'cuda')
    for (const { ok, reason } of failed)
      expect({ ok, hasReason: Boolean(reason) }).toEqual({ ok: false, hasReason: true })
  })

  it('does not quietly run elsewhere when a device was asked for', async () => {
    await expect(loadModel('tiny', tiny, 'coreml', 1)).rejects.toMatchObject({
      code: 'engine.no-provider',
      detail: expect.stringContaining('coreml'),
    })
  })

  it('says which file is missing or damaged', async () => {
    const decoder = join(folder, 'onnx/decoder.onnx')
    const bytes = await readFile(decoder)
    const damaged = Buffer.from(bytes)
    damaged[5000] = (damaged[5000] ?? 0) ^ 1
    await writeFile(decoder, damaged)
    await expect(loadModel('tiny', folder, 'cpu')).rejects.toMatchObject({
      code: 'model.missing-file',
      message: expect.stringContaining('onnx/decoder.onnx'),
    })
    await rm(decoder)
    await expect(loadModel('tiny', folder, 'cpu')).rejects.toMatchObject({
      code: 'model.missing-file',
      detail: 'onnx/decoder.onnx is missing',
    })
    await writeFile(decoder, bytes)
    await expect(loadModel('tiny', folder, 'cpu')).resolves.toMatchObject({ loaded: { provider: 'cpu' } })
  })

  it('refuses a manifest that leads out of its folder', async () => {
    const path = join(folder, 'manifest.json')
    const text = await readFile(path, 'utf8')
    await writeFile(path, text.replace('"path": "onnx/vision.onnx"', '"path": "../vision.onnx"'))
    await expect(loadModel('tiny', folder, 'cpu')).rejects.toMatchObject({ code: 'model.bad-manifest' })
    await writeFile(path, '{')
    await expect(loadModel('tiny', folder, 'cpu')).rejects.toMatchObject({ code: 'model.bad-manifest' })
    await rm(path)
    await expect(loadModel('tiny', folder, 'cpu')).rejects.toMatchObject({ code: 'model.not-found' })
    await writeFile(path, text)
  })
})
