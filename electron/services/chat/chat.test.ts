import { join } from 'node:path'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { type AskItem, AskRequest, chatApi } from '../../../shared/api/chat.ts'
import type { GenerateItem, GenerateRequest } from '../../../shared/api/engine.ts'
import type { Turn } from '../../../shared/dialogue/turn.ts'
import type { Entry } from '../../../shared/document/document.ts'
import { AppError } from '../../../shared/errors.ts'
import { connect } from '../../../shared/rpc/connect.ts'
import { makeMemoryPair } from '../../../shared/rpc/memory-transport.ts'
import { serve } from '../../../shared/rpc/serve.ts'
import type { Engine } from '../engine/engine.ts'
import { createModels } from '../engine/models.ts'
import { sampleEngine } from '../engine/sample-engine.ts'
import { createChatService } from './chat.ts'

const engineFolder = join(import.meta.dirname, '../../engine')
const stats = {
  promptTokens: 20,
  cachedTokens: 4,
  imageCached: true,
  encodeMs: 1,
  prefillMs: 2,
  firstTokenMs: 3,
  totalMs: 103,
  provider: 'cpu',
  constrained: true,
}

/** An engine that says these pieces, then waits for `stop` or fails where told to. */
function fakeEngine(pieces: readonly string[], then: 'stop' | 'wait' | AppError = 'stop') {
  const requests: GenerateRequest[] = []
  async function* generate(request: GenerateRequest, signal: AbortSignal): AsyncGenerator<GenerateItem> {
    requests.push(request)
    for (const [id, text] of pieces.entries()) yield { kind: 'token', id, text, logprob: 0 }
    if (then instanceof AppError) throw then
    if (then === 'wait' && !signal.aborted) {
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
    }
    yield { kind: 'done', finishReason: then === 'wait' ? 'stopped' : 'stop', tokens: pieces.length, ...stats }
  }
  return { engine: sampleEngine(generate), requests }
}

function setUp(engine: Engine, append?: (entry: Entry) => Promise<void>) {
  const journal: Entry[] = []
  const handlers = createChatService({
    engine,
    models: createModels([join(engineFolder, 'fixtures')]),
    project: {
      append: async (_, entries) => {
        for (const entry of entries) await append?.(entry)
        return entries.map((entry) => journal.push(entry))
      },
      imagePath: () => join(engineFolder, 'pixels/fixtures/turned-6.jpg'),
    },
    appVersion: '0.1.0',
  })
  const [left, right] = makeMemoryPair()
  serve(chatApi, handlers, right, { connection: 'page' })
  return { client: connect(chatApi, left), page: left, journal }
}

const box = { kind: 'box', x1: 4, y1: 8, x2: 12, y2: 16 } as const
const request = v.parse(AskRequest, {
  projectId: 'p',
  modelId: 'tiny',
  dialogue: { id: 'd', imageIds: ['i'], title: '', kind: 'chat', createdAt: 0 },
  image: { id: 'i', path: 'a.jpg', width: 16, height: 24, bytes: 1, modifiedAt: 0 },
  turns: [
    {
      id: 'q',
      dialogueId: 'd',
      order: 3,
      role: 'user',
      parts: [
        { kind: 'text', text: 'What is ' },
        { kind: 'mention', regionIds: ['r'] },
        { kind: 'text', text: '?' },
      ],
      origin: 'human',
      review: 'open',
      createdAt: 0,
    },
  ],
  regions: [{ id: 'r', imageId: 'i', number: 1, shape: box, label: '', origin: 'human', createdAt: 0 }],
  nextRegionNumber: 2,
  group: 'g',
  options: { maxTokens: 50, temperature: 0, seed: 0, constrained: true },
})

async function collect(items: AsyncIterable<AskItem>): Promise<AskItem[]> {
  const all: AskItem[] = []
  for await (const item of items) all.push(item)
  return all
}

function turnOf(entry: Entry | undefined): Turn {
  for (const change of entry?.changes ?? []) if (change.table === 'turns' && change.after) return change.after
  throw new Error('no turn')
}

describe('chat.prompt', () => {
  const asking = (text: string): AskRequest => {
    const [turn] = request.turns
    if (!turn) throw new Error('no turn')
    return { ...request, turns: [{ ...turn, parts: [{ kind: 'text', text }] }] }
  }

  it('counts what the model would read, without its picture', async () => {
    const { client } = setUp(fakeEngine([]).engine)
    const { prompt, length } = await client['chat.prompt'](asking('Where?'))
    expect([prompt, length]).toEqual(['<image>USER: Where? ASSISTANT:', { tokens: 9, limit: 254 }])
    const long = await client['chat.prompt'](asking('ö'.repeat(400)))
    expect(long.length).toEqual({ tokens: 403, limit: 254 })
  })
})

describe('chat.ask', () => {
  it('sends the exact prompt, streams the answer and journals it before it says done', async () => {
    const { engine, requests } = fakeEngine([' The', ' dog', '[0.', '250,0.3', '33,0.500,0.750]', '.'])
    let journaled = false
    const { client, journal } = setUp(engine, async () => {
      await new Promise((resolve) => setTimeout(resolve, 20))
      journaled = true
    })
    const items: AskItem[] = []
    for await (const item of client['chat.ask'](request)) {
      if (item.kind === 'done') expect(journaled).toBe(true)
      items.push(item)
    }
    const prompt = '<image>USER: What is [0.333,0.333,0.667,0.667]? ASSISTANT:'
    expect(requests.map((sent) => sent.prompt)).toEqual([prompt])
    expect((await client['chat.prompt'](request)).prompt).toBe(prompt)
    const [entry] = journal
    const turn = turnOf(entry)
    expect(items.at(-1)).toEqual({ kind: 'done', committed: { seq: 1, entry } })
    expect(entry).toMatchObject({ kind: 'commit', group: 'g', label: 'history.answer', imageId: 'i' })
    const regions = (entry?.changes ?? []).flatMap((change) => (change.table === 'regions' ? [change.after] : []))
    const predicted = { kind: 'box', x1: 2, y1: expect.closeTo(7.992, 6), x2: 8, y2: 18 }
    expect(regions).toMatchObject([
      { number: 2, origin: 'model', shape: predicted, proposal: { predicted, judgement: 'open', turnId: turn.id } },
    ])
    expect(items.find((item) => item.kind === 'mention')).toEqual({ kind: 'mention', regions })
    expect(turn).toMatchObject({
      dialogueId: 'd',
      order: 3.5,
      role: 'assistant',
      origin: 'model',
      parts: [
        { kind: 'text', text: 'The dog' },
        { kind: 'mention', regionIds: [regions[0]?.id] },
        { kind: 'text', text: '.' },
      ],
      run: {
        modelId: 'tiny',
        modelHash: 'hash',
        prompt,
        rawAnswer: ' The dog[0.250,0.333,0.500,0.750].',
        provider: 'cpu',
        finishReason: 'stop',
        tokens: 6,
        cachedTokens: 4,
        firstTokenMs: 3,
        tokensPerSecond: 50,
      },
    })
  })

  it('keeps what was said when it is stopped', async () => {
    const { client, journal } = setUp(fakeEngine([' The', ' dog[0.1'], 'wait').engine)
    const stop = new AbortController()
    const items: AskItem[] = []
    for await (const item of client['chat.ask'](request, stop.signal)) {
      items.push(item)
      if (item.kind === 'pending') stop.abort()
    }
    expect(items.at(-1)?.kind).toBe('done')
    expect(turnOf(journal[0]).run).toMatchObject({ finishReason: 'stopped', rawAnswer: ' The dog[0.1' })
    expect(turnOf(journal[0]).parts).toMatchObject([{ text: 'The dog' }, { kind: 'malformed', text: '[0.1' }])
  })

  it('keeps what was said when the page disappears', async () => {
    const { client, page, journal } = setUp(fakeEngine([' The', ' dog'], 'wait').engine)
    const lost = collect(client['chat.ask'](request)).catch((error: AppError) => error.code)
    await new Promise((resolve) => setTimeout(resolve, 20))
    page.close()
    expect(await lost).toBe('rpc.peer-lost')
    await expect.poll(() => journal.length).toBe(1)
    expect(turnOf(journal[0]).run).toMatchObject({ finishReason: 'stopped', rawAnswer: ' The dog' })
  })

  it('keeps what was said before a crash, and reports the crash', async () => {
    const { client, journal } = setUp(fakeEngine([' The', ' dog'], new AppError('engine.crashed')).engine)
    const items: AskItem[] = []
    const asked = (async () => {
      for await (const item of client['chat.ask'](request)) items.push(item)
    })()
    await expect(asked).rejects.toMatchObject({ code: 'engine.crashed' })
    expect(items.at(-1)?.kind).toBe('done')
    expect(turnOf(journal[0]).run).toMatchObject({ finishReason: 'failed', rawAnswer: ' The dog', tokens: 2 })
  })

  it('journals nothing when nothing was said', async () => {
    const crashed = setUp(fakeEngine([], new AppError('engine.crashed')).engine)
    await expect(collect(crashed.client['chat.ask'](request))).rejects.toMatchObject({ code: 'engine.crashed' })
    const stopped = setUp(fakeEngine([], 'wait').engine)
    const stop = new AbortController()
    setTimeout(() => stop.abort(), 20)
    await expect(collect(stopped.client['chat.ask'](request, stop.signal))).rejects.toMatchObject({
      code: 'rpc.cancelled',
    })
    expect([crashed.journal, stopped.journal]).toEqual([[], []])
  })

  it('refuses what the model cannot answer, before anything runs', async () => {
    const { engine, requests } = fakeEngine(['x'])
    const { client } = setUp(engine)
    const refuse = (change: Partial<AskRequest>) =>
      collect(client['chat.ask']({ ...request, ...change })).catch((error: AppError) => error.code)
    expect(await refuse({ modelId: 'none' })).toBe('model.not-found')
    expect(await refuse({ regions: [] })).toBe('engine.bad-request')
    expect(await refuse({ turns: [] })).toBe('engine.bad-request')
    expect(await refuse({ image: { ...request.image, width: 99 } })).toBe('image.not-readable')
    expect(requests).toEqual([])
  })

  it('does not say done when the journal could not be written', async () => {
    const { client } = setUp(fakeEngine(['x']).engine, async () => {
      throw new AppError('journal.write-failed')
    })
    await expect(collect(client['chat.ask'](request))).rejects.toMatchObject({ code: 'journal.write-failed' })
  })
})
