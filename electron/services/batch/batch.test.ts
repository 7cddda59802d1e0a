import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type BatchPlan, type BatchState, batchApi } from '../../../shared/api/batch.ts'
import type { GenerateItem, GenerateRequest } from '../../../shared/api/engine.ts'
import type { Region } from '../../../shared/dialogue/region.ts'
import type { RecordChange } from '../../../shared/document/document.ts'
import { AppError } from '../../../shared/errors.ts'
import { type CommitId, type ImageId, newId, type ProjectId } from '../../../shared/ids.ts'
import { connect } from '../../../shared/rpc/connect.ts'
import type { Client } from '../../../shared/rpc/contract.ts'
import { makeMemoryPair } from '../../../shared/rpc/memory-transport.ts'
import { serve } from '../../../shared/rpc/serve.ts'
import { makeRecentProjects } from '../app/recent-projects.ts'
import { createModels } from '../engine/models.ts'
import { sampleEngine } from '../engine/sample-engine.ts'
import { readImageInfo } from '../images/image-info.ts'
import { createProjectService, type ProjectService } from '../project/project.ts'
import { imageIdOf } from '../project/project-ids.ts'
import { type BatchService, createBatchService } from './batch.ts'

const stats = { promptTokens: 20, cachedTokens: 0, imageCached: false, encodeMs: 1, prefillMs: 2, firstTokenMs: 3 }

type Reply = string | AppError | Promise<string>
let reply: (request: GenerateRequest) => Reply
let asked: string[]
const engine = sampleEngine(async function* (request, signal): AsyncGenerator<GenerateItem> {
  asked.push(`${request.imagePath.split('/').at(-1)} ${request.prompt}`)
  const said = reply(request)
  if (said instanceof AppError) throw said
  const aborted = new Promise<null>((resolve) => signal.addEventListener('abort', () => resolve(null), { once: true }))
  const text = await Promise.race([said, aborted])
  if (text !== null) yield { kind: 'token', id: 1, text, logprob: 0 }
  const more = { totalMs: 50, provider: 'cpu', constrained: true, tokens: 1 }
  yield { kind: 'done', finishReason: text === null ? 'stopped' : 'stop', ...stats, ...more }
})

let folder: string
let project: ProjectService
let service: BatchService
let client: Client<typeof batchApi>
let projectId: ProjectId
const names = ['a.png', 'b.png', 'c.png']
const ids = names.map((name) => imageIdOf(name))

/** As much of a PNG as says its size. */
function png(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(33)
  bytes.write('\x89PNG\r\n\x1a\n', 'latin1')
  bytes.writeUInt32BE(13, 8)
  bytes.write('IHDR', 12, 'latin1')
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  return bytes
}

async function start(): Promise<void> {
  project = createProjectService({
    dataFolder: join(folder, 'data'),
    sampleFolder: folder,
    recent: makeRecentProjects(folder),
    imageBase: () => '/',
    readSize: readImageInfo,
    now: Date.now,
    onProblem: () => {},
  })
  const context = { connection: 'page', signal: new AbortController().signal }
  projectId = (await project.handlers['project.open']({ kind: 'folder', path: join(folder, 'images') }, context)).id
  const models = createModels([join(import.meta.dirname, '../../engine/fixtures')])
  service = createBatchService({ engine, models, project: project.access, appVersion: '1' })
  const [left, right] = makeMemoryPair()
  serve(batchApi, service.handlers, right, { connection: 'page' })
  client = connect(batchApi, left)
}

async function end(): Promise<void> {
  await service.close()
  await project.close()
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deixis-batch-'))
  await mkdir(join(folder, 'images'))
  for (const name of names) await writeFile(join(folder, 'images', name), png(100, 100))
  asked = []
  reply = () => ' A dog[0.100,0.100,0.500,0.500].'
  await start()
})
afterEach(async () => {
  await end()
  await rm(folder, { recursive: true, force: true })
})

const plan: BatchPlan = {
  modelId: 'tiny',
  question: [{ kind: 'text', text: 'What is there?' }],
  kind: 'chat',
  policy: 'skip',
  options: { maxTokens: 50, temperature: 0, seed: 0, constrained: true },
}
const begin = (change: Partial<BatchPlan> = {}, imageIds: readonly ImageId[] = ids) =>
  client['batch.start']({ projectId, plan: { ...plan, ...change }, imageIds: [...imageIds] })

async function until(wanted: (state: BatchState) => boolean): Promise<BatchState> {
  for await (const item of client['batch.watch']({ projectId, seq: 0 }))
    if (item.kind === 'state' && item.batch && wanted(item.batch)) return item.batch
  throw new Error('the watch ended')
}
const ended = (): Promise<BatchState> => until(({ state }) => state !== 'running')

async function put(...changes: RecordChange[]): Promise<void> {
  const id = newId<CommitId>()
  await project.access.append(projectId, [{ id, kind: 'commit', label: 'history.test', imageId: null, changes, at: 1 }])
}
function region(id: string, imageId: ImageId | undefined, number: number): Region {
  const shape = { kind: 'box', x1: 10, y1: 10, x2: 40, y2: 40 } as const
  return { id: id as never, imageId: imageId as ImageId, number, shape, label: '', origin: 'human', createdAt: 1 }
}
const records = () => project.access.records(projectId)

describe('a batch', () => {
  it('asks every picture once; each answer is in the journal when it is told, as nobody’s step', async () => {
    await put({ table: 'regions', id: 'r', before: null, after: region('r', ids[1], 7) })
    const seen: string[] = []
    const watching = (async () => {
      for await (const item of client['batch.watch']({ projectId, seq: 0 })) {
        if (item.kind === 'state' && item.batch?.state === 'done') return item.batch
        if (item.kind !== 'committed') continue
        for (const { entry } of item.entries) seen.push(`${entry.kind} ${entry.imageId}`)
        expect(Object.keys((await records()).dialogues).length).toBeGreaterThanOrEqual(seen.length)
      }
    })()
    await begin()
    expect(await watching).toMatchObject({ total: 3, answered: 3, skipped: 0, failed: 0, secondsLeft: null })
    expect(seen).toEqual(ids.map((id) => `base ${id}`))
    const { dialogues, regions, turns } = await records()
    expect(Object.values(dialogues).map(({ imageIds, kind }) => [...imageIds, kind])).toEqual(
      ids.map((id) => [id, 'chat']),
    )
    const proposed = Object.values(regions).filter(({ proposal }) => proposal?.judgement === 'open')
    expect(proposed.map(({ imageId, number }) => [imageId, number])).toEqual(
      ids.map((id, at) => [id, at === 1 ? 8 : 1]),
    )
    expect(Object.values(turns).map(({ role, origin, review }) => `${role} ${origin} ${review}`)).toEqual(
      ids.flatMap(() => ['user human open', 'assistant model open']),
    )
  })

  it('leaves pictures with turns alone, asks them too, or replaces what nobody has touched', async () => {
    await begin({}, ids.slice(0, 2))
    await ended()
    const first = await records()
    const [one, other] = Object.values(first.regions)
    if (!one?.proposal || !other) throw new Error('two were proposed')
    await put({
      table: 'regions',
      id: one.id,
      before: one,
      after: { ...one, proposal: { ...one.proposal, judgement: 'accepted' } },
    })
    await begin()
    expect(await ended()).toMatchObject({ answered: 1, skipped: 2 })
    await begin({ policy: 'replace' })
    expect(await ended()).toMatchObject({ answered: 3, skipped: 0 })
    const now = await records()
    expect(now.regions[one.id]?.proposal?.judgement, 'what people judged stays').toBe('accepted')
    expect(now.regions[other.id]).toBeUndefined()
    const perImage = ids.map((id) => Object.values(now.dialogues).filter(({ imageIds }) => imageIds[0] === id).length)
    expect(perImage).toEqual([2, 1, 1])
    await begin({ policy: 'add' }, [ids[2] as ImageId])
    await ended()
    expect(Object.keys((await records()).dialogues)).toHaveLength(5)
  })

  it('names what failed and goes on; what concerns every picture pauses it', async () => {
    await rm(join(folder, 'images', 'b.png'))
    await begin()
    const state = await ended()
    expect(state).toMatchObject({ state: 'done', answered: 2, failed: 1 })
    expect(state.failures).toMatchObject([{ imageId: ids[1], reason: { code: 'image.not-found' } }])
    expect((await client['batch.images']({ projectId, which: 'failed' })).imageIds).toEqual([ids[1]])
    reply = () => new AppError('engine.out-of-memory')
    await begin({ policy: 'add' })
    expect(await ended()).toMatchObject({ state: 'paused', answered: 0, trouble: { code: 'engine.out-of-memory' } })
    reply = () => 'Yes.'
    await client['batch.resume']({ projectId })
    expect(await until(({ state }) => state === 'done')).toMatchObject({ answered: 2, failed: 1, trouble: null })
  })

  it('pauses at once and keeps no half answer; after a restart it goes on with what is left', async () => {
    let answers = 0
    reply = () => (++answers === 2 ? new Promise(() => {}) : 'Yes.')
    await begin()
    await until(({ answered }) => answered === 1)
    await expect.poll(() => asked.length).toBe(2)
    await client['batch.pause']({ projectId })
    expect(Object.keys((await records()).dialogues)).toHaveLength(1)
    await end()
    await start()
    expect(await until(() => true)).toMatchObject({ state: 'paused', answered: 1, total: 3 })
    expect((await client['batch.images']({ projectId, which: 'unprocessed' })).imageIds).toEqual(ids.slice(1))
    await client['batch.resume']({ projectId })
    expect(await until(({ state }) => state === 'done')).toMatchObject({ answered: 3 })
    expect(Object.keys((await records()).dialogues)).toHaveLength(3)
  })

  it('asks nothing twice when the program ended between the journal and the batch’s own file', async () => {
    await begin()
    await ended()
    const { folder: data } = await project.handlers['project.backups']({ projectId }, {} as never)
    await end()
    const path = join(data, 'batch.jsonl')
    const [head, running, first] = (await readFile(path, 'utf8')).split('\n')
    await writeFile(path, `${head}\n${running}\n${first}\n{"imageId":"torn`)
    asked = []
    await start()
    await client['batch.resume']({ projectId })
    expect(await ended()).toMatchObject({ state: 'done', answered: 3 })
    expect(asked).toEqual([])
  })

  it('asks about each region that is not rejected, as rows of the question table', async () => {
    await put(
      { table: 'regions', id: 'r1', before: null, after: region('r1', ids[0], 1) },
      { table: 'regions', id: 'r2', before: null, after: region('r2', ids[0], 2) },
    )
    await begin({
      kind: 'qa',
      row: { type: 'text' },
      question: [{ kind: 'text', text: 'What is ' }, { kind: 'region' }, { kind: 'text', text: '?' }],
    })
    expect(await ended()).toMatchObject({ answered: 1, skipped: 2 })
    expect(asked).toHaveLength(2)
    expect(asked[0]).toContain('What is [0.100,0.100,0.400,0.400]?')
    const rows = Object.values((await records()).dialogues).map(({ row }) => row)
    expect(rows).toEqual([
      { type: 'text', order: 1 },
      { type: 'text', order: 2 },
    ])
  })

  it('is taken back as one step, without what people judged', async () => {
    await begin()
    await ended()
    const [turn] = Object.values((await records()).turns).filter(({ role }) => role === 'assistant')
    if (!turn) throw new Error('nothing was answered')
    await put({ table: 'turns', id: turn.id, before: turn, after: { ...turn, review: 'reviewed' } })
    expect(await client['batch.takeBack']({ projectId })).toEqual({ dialogues: 2 })
    const left = await records()
    expect(Object.keys(left.dialogues)).toEqual([turn.dialogueId])
    expect(Object.keys(left.regions)).toHaveLength(1)
  })

  it('a trial keeps nothing', async () => {
    const items = []
    for await (const item of client['batch.try']({ projectId, plan, imageIds: ids.slice(0, 2) })) items.push(item)
    const shape = { kind: 'box', x1: 10, y1: 10, x2: 50, y2: 50 }
    expect(items).toMatchObject([
      { imageId: ids[0], answers: [{ text: 'A dog R1.', shapes: [shape] }], failure: null },
      { imageId: ids[1], answers: [{ text: 'A dog R1.' }] },
    ])
    expect(await records()).toEqual({ dialogues: {}, marks: {}, regions: {}, settings: {}, turns: {} })
  })
})
