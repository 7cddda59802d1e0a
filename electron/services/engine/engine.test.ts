import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { GenerateItem, GenerateRequest } from '../../../shared/api/engine.ts'
import { createEngine, type Engine } from './engine.ts'
import { forkEngine } from './engine-process.ts'
import { createModels } from './models.ts'

const engineFolder = join(import.meta.dirname, '../../engine')
const spawn = forkEngine(join(engineFolder, 'index.ts'))
const imagePath = join(engineFolder, 'pixels/fixtures/rgb.png')
const request: GenerateRequest = {
  modelId: 'tiny',
  imagePath,
  prompt: '<image>USER: Where is it? ASSISTANT:',
  options: { maxTokens: 30, temperature: 1, seed: 1, constrained: true },
}
const never = new AbortController().signal

async function collect(items: AsyncIterable<GenerateItem>): Promise<GenerateItem[]> {
  const all: GenerateItem[] = []
  for await (const item of items) all.push(item)
  return all
}

function textOf(items: readonly GenerateItem[]): string {
  return items.map((item) => (item.kind === 'token' ? item.text : '')).join('')
}

describe('createEngine', () => {
  let engine: Engine
  let parent: string
  beforeAll(async () => {
    parent = await mkdtemp(join(tmpdir(), 'deixis-models-'))
    await cp(join(engineFolder, 'fixtures/tiny'), join(parent, 'tiny'), { recursive: true })
  })
  afterAll(() => rm(parent, { recursive: true }))
  afterEach(() => engine.close())
  const start = (spawnEngine = spawn): Engine => {
    const models = createModels([parent])
    engine = createEngine({ spawn: spawnEngine, folderOf: async (id) => (await models.find(id)).folder, threads: 1 })
    return engine
  }

  it('loads once, answers in another process and gives the memory back by ending it', async () => {
    start()
    const [one, two] = await Promise.all([engine.load('tiny', 'cpu'), engine.load('tiny', 'cpu')])
    expect(two).toEqual(one)
    expect(one).toMatchObject({ modelId: 'tiny', provider: 'cpu', dialect: 'shikra', threads: 1 })
    expect(engine.loaded('tiny')).toEqual(one)
    const pid = engine.pid('tiny') ?? 0
    expect(pid).not.toBe(process.pid)
    const items = await collect(engine.generate(request, never))
    expect(items.at(-1)).toMatchObject({ kind: 'done', provider: 'cpu', constrained: true })
    await engine.unload('tiny')
    expect(engine.loaded('tiny')).toBe(null)
    expect(() => process.kill(pid, 0)).toThrow('ESRCH')
  })

  it('loads by itself when it is asked first', async () => {
    start()
    expect((await collect(engine.generate(request, never))).at(-1)).toMatchObject({ kind: 'done' })
  })

  it('fails open calls when the process is killed, and answers the next one', async () => {
    start()
    await engine.load('tiny', 'cpu')
    const before = textOf(await collect(engine.generate(request, never)))
    const killed = engine.pid('tiny') ?? 0
    let seen = 0
    const open = Array.from({ length: 40 }, async (_, seed) => {
      const options = { ...request.options, maxTokens: 200, temperature: 2, seed }
      for await (const item of engine.generate({ ...request, options }, never)) {
        if (item.kind === 'token' && ++seen === 3) process.kill(killed, 'SIGKILL')
      }
    })
    const outcomes = await Promise.allSettled(open)
    const last = outcomes.at(-1)
    expect(last?.status === 'rejected' && last.reason).toMatchObject({
      code: 'engine.crashed',
      detail: expect.stringContaining('SIGKILL'),
    })
    const after = await collect(engine.generate(request, never))
    expect(textOf(after)).toBe(before)
    expect(engine.pid('tiny')).not.toBe(killed)
    expect(engine.loaded('tiny')?.provider).toBe('cpu')
  })

  it('recovers when it is killed between two questions', async () => {
    start()
    const before = textOf(await collect(engine.generate(request, never)))
    process.kill(engine.pid('tiny') ?? 0, 'SIGKILL')
    const outcome = await collect(engine.generate(request, never)).catch((error: { code: string }) => error.code)
    // The kill may be noticed before or after the question; never twice.
    if (outcome === 'engine.crashed') expect(textOf(await collect(engine.generate(request, never)))).toBe(before)
    else expect(textOf(outcome as GenerateItem[])).toBe(before)
  })

  it('takes the CPU when looking for a GPU kills the process, and says so', async () => {
    let spawned = 0
    start(() => {
      const child = spawn()
      if (spawned++ === 0) process.kill(child.pid ?? 0, 'SIGSEGV')
      return child
    })
    const loaded = await engine.load('tiny', 'auto')
    expect(loaded).toMatchObject({
      provider: 'cpu',
      attempts: [
        { provider: 'auto', ok: false, reason: 'its process ended: SIGSEGV' },
        { provider: 'cpu', ok: true },
      ],
    })
    expect(engine.loaded('tiny')).toEqual(loaded)
    expect((await collect(engine.generate(request, never))).at(-1)).toMatchObject({ kind: 'done', provider: 'cpu' })
    expect(spawned).toBe(2)
  })

  it('does not try again when a device was asked for', async () => {
    start(() => {
      const child = spawn()
      process.kill(child.pid ?? 0, 'SIGSEGV')
      return child
    })
    await expect(engine.load('tiny', 'cpu')).rejects.toMatchObject({ code: 'engine.crashed' })
  })

  it('stops between two tokens and says that it did', async () => {
    start()
    const stop = new AbortController()
    const long = { ...request, options: { ...request.options, maxTokens: 240, temperature: 2, seed: 5 } }
    const items: GenerateItem[] = []
    for await (const item of engine.generate(long, stop.signal)) {
      items.push(item)
      if (items.length === 3) stop.abort()
    }
    expect(items.at(-1)).toMatchObject({ kind: 'done', finishReason: 'stopped' })
    expect(items.length).toBeLessThan(200)
  })

  it('passes on why a model cannot be loaded, and tries anew the next time', async () => {
    start()
    await expect(engine.load('nothing', 'cpu')).rejects.toMatchObject({ code: 'model.not-found' })
    const file = join(parent, 'tiny/onnx/vision.onnx')
    await rm(file)
    await expect(engine.load('tiny', 'cpu')).rejects.toMatchObject({ code: 'model.missing-file' })
    expect(engine.loaded('tiny')).toBe(null)
    await cp(join(engineFolder, 'fixtures/tiny/onnx/vision.onnx'), file)
    await expect(engine.load('tiny', 'cpu')).resolves.toMatchObject({ provider: 'cpu' })
  })
})
