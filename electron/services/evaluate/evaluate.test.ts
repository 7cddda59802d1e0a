import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { GenerateItem, GenerateRequest, LoadedModel } from '../../../shared/api/engine.ts'
import { type EvaluateItem, type EvaluationWish, evaluateApi, sceneStyles } from '../../../shared/api/evaluate.ts'
import { box, createSampleDocument } from '../../../shared/dataset/sample-document.ts'
import { AppError, toAppError } from '../../../shared/errors.ts'
import { EvaluationReport } from '../../../shared/evaluation/report.ts'
import { ProjectId } from '../../../shared/ids.ts'
import { connect } from '../../../shared/rpc/connect.ts'
import { makeMemoryPair } from '../../../shared/rpc/memory-transport.ts'
import { serve } from '../../../shared/rpc/serve.ts'
import type { Engine } from '../engine/engine.ts'
import { createModels } from '../engine/models.ts'
import { sampleEngine } from '../engine/sample-engine.ts'
import { createEvaluateService, type EvaluateService } from './evaluate.ts'

const engineFolder = join(import.meta.dirname, '../../engine')
const projectId = v.parse(ProjectId, 'p')
const scenes: EvaluationWish = { kind: 'scenes', count: 2, seed: 5, dialogues: false }
const stats = { promptTokens: 20, cachedTokens: 0, imageCached: false, encodeMs: 1, prefillMs: 2, firstTokenMs: 3 }

/** An engine that says the same to everything, or fails where it is told to. */
function fakeEngine(
  answer: string | ((request: GenerateRequest) => string),
  failWith: (request: GenerateRequest, n: number) => AppError | null = () => null,
) {
  const requests: GenerateRequest[] = []
  async function* generate(request: GenerateRequest): AsyncGenerator<GenerateItem> {
    requests.push(request)
    const failure = failWith(request, requests.length)
    if (failure) throw failure
    yield { kind: 'token', id: 1, text: typeof answer === 'string' ? answer : answer(request), logprob: 0 }
    const more = { totalMs: 50, provider: 'cpu', constrained: true, tokens: 1 }
    yield { kind: 'done', finishReason: 'stop', ...stats, ...more }
  }
  return { engine: sampleEngine(generate), requests }
}

const regions = { b0: box(4, 8, 12, 16), b1: box(0, 0, 4, 4) }
const document = createSampleDocument({
  regions,
  dialogues: [
    { turns: [{ parts: ['Where is the cup?'] }, { parts: ['The cup', ['b0'], '.'] }] },
    { turns: [{ parts: ['What is ', ['b1'], '?'] }, { parts: ['A hat.'] }] },
    { turns: [{ parts: ['Where?'] }, { parts: ['Here', ['gone']] }] },
  ],
})
const small = { ...document, images: { i0: { ...document.images.i0, width: 16, height: 24 } } } as typeof document

let service: EvaluateService
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deixis-evaluate-test-'))
})
afterEach(async () => {
  await service.close()
  await rm(folder, { recursive: true, force: true })
})

function open(engine: Engine, spare?: () => Engine) {
  service = createEvaluateService({
    engine,
    spare,
    models: createModels([join(engineFolder, 'fixtures')]),
    project: {
      records: async () => small,
      images: async () => new Map(Object.entries(small.images)),
      imagePath: () => join(engineFolder, 'pixels/fixtures/turned-6.jpg'),
      name: () => 'Cups',
    },
    imageBase: (id) => `app://image/${id}/`,
    appVersion: '1.2.3',
  })
  const [left, right] = makeMemoryPair()
  serve(evaluateApi, service.handlers, right, { connection: 'page' })
  return connect(evaluateApi, left)
}

async function run(client: ReturnType<typeof open>, set: EvaluationWish, signal?: AbortSignal) {
  const items: EvaluateItem[] = []
  for await (const item of client['evaluate.run']({ modelId: 'tiny', set, constrained: true }, signal)) items.push(item)
  const [first] = items
  const last = items[items.length - 1]
  if (first?.kind !== 'started' || last?.kind !== 'report') throw new Error('it starts and ends otherwise')
  return { items, started: first, report: last.report }
}

describe('evaluate.run', () => {
  it('asks about composed scenes, whose pictures can be looked at until it is closed', async () => {
    const { engine, requests } = fakeEngine(' There is no such thing.')
    const { items, started, report } = await run(open(engine), scenes)
    expect(started.imageBase).toBe('app://image/evaluation-1/')
    expect([started.total, report.total, report.asked, report.stopped]).toEqual([12, 12, 12, false])
    expect(items.filter(({ kind }) => kind === 'progress')).toHaveLength(13)
    expect(report).toMatchObject({
      appVersion: '1.2.3',
      source: { kind: 'scenes', count: 2, seed: 5, split: 'heldout', questions: 6, dialogues: false },
      model: { id: 'tiny', hash: 'hash', dialect: 'shikra', constrained: true, temperature: 0 },
      missing: 0,
      seconds: { n: 12, mean: 0.05 },
    })
    expect(report.scores.rec.notDenied.right).toBe(0)
    expect(new Set(requests.map(({ options }) => JSON.stringify(options)))).toEqual(
      new Set([JSON.stringify({ maxTokens: 256, temperature: 0, seed: 0, constrained: true })]),
    )
    const [worst] = report.worst
    if (!worst) throw new Error('nothing is wrong')
    expect(worst).toMatchObject({ said: 'There is no such thing.', saidShapes: [] })
    expect(worst.question).not.toBe('')
    const path = service.imagePath('evaluation-1', worst.image)
    expect((await stat(path ?? '')).size).toBeGreaterThan(1000)
    const kept = await readdir(dirname(path ?? ''))
    expect(kept.sort()).toEqual([...new Set(report.worst.map(({ image }) => image))].sort())
    expect(service.imagePath('evaluation-1', '../secret.png')).toBeNull()
    expect(service.imagePath('evaluation-2', worst.image)).toBeNull()
    await service.close()
    await expect(stat(path ?? '')).rejects.toThrow()
  })

  it.each(sceneStyles)('composes scenes of one split in the style %s', async (style) => {
    const { engine, requests } = fakeEngine(' No.')
    const { report } = await run(open(engine), { ...scenes, split: 'train', styles: [style] })
    expect(report.source).toMatchObject({ kind: 'scenes', split: 'train', styles: [style] })
    expect([report.asked, report.missing, requests.length]).toEqual([12, 0, 12])
  })

  it('asks what the project has reviewed answers to', async () => {
    const { engine, requests } = fakeEngine(' The cup[0.333,0.333,0.667,0.667].')
    const client = open(engine)
    expect(await client['evaluate.reviewed']({ projectId })).toEqual({ questions: 2, skipped: 1 })
    const { started, report } = await run(client, { kind: 'reviewed', projectId })
    expect(started.imageBase).toBeNull()
    expect(report).toMatchObject({ source: { kind: 'project', name: 'Cups' }, asked: 2, skipped: 1, missing: 0 })
    expect(report.scores.rec.one.acc75.right).toBe(1)
    expect(report.scores.tasks.map(({ task, all }) => [task, all.right, all.n])).toEqual([
      ['rec', 1, 1],
      ['reg', 0, 1],
    ])
    expect(report.worst).toMatchObject([{ question: 'What is [1]?', expected: 'A hat.', image: 'a.jpg' }])
    expect(report.worst[0]?.asked).toEqual([regions.b1])
    expect(requests.map(({ prompt }) => prompt.includes('Where is the cup?'))).toEqual([true, false])
  })

  it('shares the questions with a second engine, whose answers come in the same order, and closes it', async () => {
    const say = ({ imagePath }: GenerateRequest) => (imagePath.includes('scene-0') ? ' No.' : ' Yes.')
    const alone = await run(open(fakeEngine(say).engine), scenes)
    await service.close()
    const [first, second] = [fakeEngine(say), fakeEngine(say)]
    let closed = 0
    const close = async (): Promise<void> => void closed++
    const { items, report } = await run(
      open(first.engine, () => ({ ...second.engine, close })),
      scenes,
    )
    expect({ ...report, startedAt: '' }).toEqual({ ...alone.report, startedAt: '' })
    const done = items.flatMap((item) => (item.kind === 'progress' ? [item.done] : []))
    expect(done).toEqual(Array.from({ length: 13 }, (_, n) => n))
    const pictures = [first, second].map(({ requests }) => new Set(requests.map(({ imagePath }) => imagePath)).size)
    expect([pictures, closed]).toEqual([
      availableParallelism() > 1 ? [1, 1] : [2, 0],
      availableParallelism() > 1 ? 1 : 0,
    ])
  })

  it('does with one engine where a second cannot be loaded', async () => {
    const { engine, requests } = fakeEngine(' No.')
    const load = async (): Promise<LoadedModel> => {
      throw new AppError('engine.out-of-memory')
    }
    const { report } = await run(
      open(engine, () => ({ ...fakeEngine('').engine, load })),
      scenes,
    )
    expect([report.asked, report.missing, requests.length]).toEqual([12, 0, 12])
  })

  it('stopped, it reports on what was asked until then', async () => {
    const stop = new AbortController()
    const { engine } = fakeEngine(' No.', (_, n) => {
      if (n === 4) stop.abort()
      return n === 4 ? new AppError('rpc.cancelled') : null
    })
    const { report } = await run(open(engine), scenes, stop.signal)
    expect(report).toMatchObject({ stopped: true, asked: 3, total: 12, missing: 0, failures: [] })
    expect(report.scores.tasks.reduce((sum, { all }) => sum + all.n, 0)).toBe(3)
  })

  it('counts questions without an answer as wrong, with the reasons, and goes on', async () => {
    const { engine } = fakeEngine(' Nothing[0.1', (_, n) => (n <= 2 ? new AppError('engine.crashed') : null))
    const { report } = await run(open(engine), scenes)
    const message = 'The process that runs the model has stopped.'
    expect(report).toMatchObject({ missing: 2, asked: 12, failures: [{ code: 'engine.crashed', message, n: 2 }] })
    expect(report.invalid).toMatchObject({ n: 10, right: 10, share: 1 })
  })

  it('fails where there is no such model', async () => {
    const client = open(fakeEngine('').engine)
    const asked = { modelId: 'none', set: scenes, constrained: true }
    const ended = async () => {
      for await (const _ of client['evaluate.run'](asked)) throw new Error('it began')
    }
    expect(await ended().catch((error: unknown) => toAppError(error).code)).toBe('model.not-found')
  })
})

describe('evaluate.save', () => {
  it('writes the report as JSON, named after the model and the start', async () => {
    const client = open(fakeEngine(' No.').engine)
    const { report } = await run(client, scenes)
    const { path } = await client['evaluate.save']({ folder, report })
    expect(path).toMatch(/[\\/]evaluation-tiny-\d{8}T\d{6}\.json$/)
    expect(v.parse(EvaluationReport, JSON.parse(await readFile(path, 'utf8')))).toEqual(report)
    const failed = client['evaluate.save']({ folder: join(folder, 'none'), report })
    expect(await failed.catch((error: unknown) => toAppError(error).code)).toBe('export.write-failed')
  })
})
