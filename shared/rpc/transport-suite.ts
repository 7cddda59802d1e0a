import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import { connect } from './connect.ts'
import { call, type Handlers, stream } from './contract.ts'
import { serve } from './serve.ts'
import type { Transport } from './transport.ts'
import { type Frame, protocolVersion } from './wire.ts'

const suiteApi = {
  'suite.add': call(v.object({ a: v.number(), b: v.number() }), v.number()),
  'suite.wait': call(v.object({}), v.object({})),
  'suite.fail': call(v.object({ how: v.picklist(['app', 'bug']) }), v.object({})),
  'suite.lie': call(v.object({}), v.object({ truth: v.number() })),
  'suite.echo': call(
    v.object({ text: v.string(), deep: v.unknown() }),
    v.object({ text: v.string(), deep: v.unknown() }),
  ),
  'suite.count': stream(v.object({ to: v.number() }), v.object({ n: v.number() })),
  'suite.talk': stream(v.object({}), v.string()),
  'suite.break': stream(v.object({}), v.number()),
}
const widerApi = { ...suiteApi, 'suite.newer': call(v.object({}), v.object({})) }

/** Two connected ends over the wire under test: what `serve` gets, and what `connect` gets. */
export type TransportPair = { readonly server: Transport; readonly client: Transport; dispose?(): Promise<void> | void }

type Seen = { readonly events: string[]; readonly wake: Set<() => void> }

function note(seen: Seen, event: string): void {
  seen.events.push(event)
  for (const wake of seen.wake) wake()
}

async function until(seen: Seen, event: string): Promise<void> {
  while (!seen.events.includes(event)) {
    await new Promise<void>((resolve) => {
      seen.wake.add(resolve)
    })
  }
}

/** Lets the event loop turn, so that frames which have arrived are seen. */
function macrotask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0))
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

function suiteHandlers(seen: Seen): Handlers<typeof suiteApi> {
  return {
    'suite.add': async ({ a, b }) => a + b,
    'suite.wait': async (_, { signal }) => {
      note(seen, 'waiting')
      await aborted(signal)
      note(seen, 'wait aborted')
      return {}
    },
    'suite.fail': async ({ how }) => {
      if (how === 'app') throw new AppError('engine.out-of-memory', { hint: 'Choose CPU.', detail: '8 GB' })
      throw new TypeError('a bug')
    },
    'suite.lie': async () => ({ truth: 'no number' }) as unknown as { truth: number },
    'suite.echo': async (input) => input,
    'suite.count': async function* ({ to }) {
      try {
        for (let n = 1; n <= to; n++) {
          if (n % 100 === 0) await macrotask()
          yield { n }
        }
      } finally {
        note(seen, 'count left')
      }
    },
    'suite.talk': async function* (_, { signal }) {
      yield 'a'
      await aborted(signal)
      yield 'stopped after a'
      yield 'done'
    },
    'suite.break': async function* () {
      yield 1
      throw new AppError('engine.crashed')
    },
  }
}

/** Acceptance of a transport: order, cancelling, error codes, loss of the peer, two calls at once, hostile frames. */
export function runTransportSuite(name: string, setup: () => Promise<TransportPair> | TransportPair): void {
  describe(`transport: ${name}`, () => {
    async function use(
      body: (tools: {
        client: ReturnType<typeof connect<typeof widerApi>>
        pair: TransportPair
        seen: Seen
        problems: string[]
        /** What the serving side sent. */
        frames: readonly Frame[]
      }) => Promise<void>,
    ): Promise<void> {
      const pair = await setup()
      const seen: Seen = { events: [], wake: new Set() }
      const problems: string[] = []
      const frames: Frame[] = []
      const send = (frame: Frame): void => {
        frames.push(frame)
        pair.server.send(frame)
      }
      serve(
        suiteApi,
        suiteHandlers(seen),
        { ...pair.server, send },
        {
          connection: 'c1',
          onProblem: (problem) => problems.push(problem.code),
        },
      )
      try {
        await body({ client: connect(widerApi, pair.client), pair, seen, problems, frames })
      } finally {
        pair.client.close()
        pair.server.close()
        await pair.dispose?.()
      }
    }

    async function codeOf(promise: Promise<unknown>): Promise<unknown> {
      return promise.then(
        (value) => ({ resolved: value }),
        (error: unknown) => (error instanceof AppError ? error.code : error),
      )
    }

    async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
      const all: T[] = []
      for await (const item of items) all.push(item)
      return all
    }

    test('a call is answered', () =>
      use(async ({ client }) => {
        expect(await client['suite.add']({ a: 2, b: 3 })).toBe(5)
      }))

    test('data arrive unchanged', () =>
      use(async ({ client }) => {
        const input = { text: '點 "é"\n\u2028 🐈 \\', deep: { list: [1, [null, true, 0.1, -1e300]], empty: {} } }
        expect(await client['suite.echo'](input)).toEqual(input)
      }))

    test('a stream keeps order and loses nothing, however slow its reader is', () =>
      use(async ({ client }) => {
        const seenNumbers: number[] = []
        for await (const { n } of client['suite.count']({ to: 500 })) {
          if (n % 50 === 0) await macrotask()
          seenNumbers.push(n)
        }
        expect(seenNumbers).toEqual(Array.from({ length: 500 }, (_, index) => index + 1))
      }))

    test('what a stream says in one go travels in one frame', () =>
      use(async ({ client, frames }) => {
        expect(await collect(client['suite.count']({ to: 40 }))).toHaveLength(40)
        expect(frames.map(({ kind }) => kind)).toEqual(['items', 'done'])
      }))

    test('two at once do not mix', () =>
      use(async ({ client }) => {
        const [left, right, sum] = await Promise.all([
          collect(client['suite.count']({ to: 40 })),
          collect(client['suite.count']({ to: 30 })),
          client['suite.add']({ a: 1, b: 1 }),
        ])
        expect([left.length, right.length, right[29], sum]).toEqual([40, 30, { n: 30 }, 2])
      }))

    test('a failure keeps its code, its hint and its detail, and no stack', () =>
      use(async ({ client, problems }) => {
        const error: unknown = await client['suite.fail']({ how: 'app' }).catch((thrown: unknown) => thrown)
        expect(error).toBeInstanceOf(AppError)
        expect((error as AppError).toData()).toEqual({
          code: 'engine.out-of-memory',
          message: 'There is not enough memory for the model.',
          hint: 'Choose CPU.',
          detail: '8 GB',
        })
        expect(await codeOf(client['suite.fail']({ how: 'bug' }))).toBe('rpc.internal')
        expect(problems).toEqual(['rpc.internal'])
      }))

    test('a stream that fails has delivered what came before', () =>
      use(async ({ client }) => {
        const items: number[] = []
        const ended = (async () => {
          for await (const item of client['suite.break']({})) items.push(item)
        })()
        expect(await codeOf(ended)).toBe('engine.crashed')
        expect(items).toEqual([1])
      }))

    test('bad input never reaches the handler', () =>
      use(async ({ client, seen }) => {
        expect(await codeOf(client['suite.add']({ a: '2', b: 3 } as unknown as { a: number; b: number }))).toBe(
          'rpc.bad-input',
        )
        expect(await codeOf(collect(client['suite.count']({} as { to: number })))).toBe('rpc.bad-input')
        expect(seen.events).toEqual([])
      }))

    test('an answer that breaks the contract is refused', () =>
      use(async ({ client }) => {
        expect(await codeOf(client['suite.lie']({}))).toBe('rpc.bad-output')
      }))

    test('an unknown method is told apart', () =>
      use(async ({ client }) => {
        expect(await codeOf(client['suite.newer']({}))).toBe('rpc.unknown-method')
      }))

    test('a cancelled call rejects at once and its handler hears of it', () =>
      use(async ({ client, seen }) => {
        const stop = new AbortController()
        const answer = codeOf(client['suite.wait']({}, stop.signal))
        await until(seen, 'waiting')
        stop.abort()
        expect(await answer).toBe('rpc.cancelled')
        await until(seen, 'wait aborted')
        expect(await codeOf(client['suite.add']({ a: 1, b: 1 }, stop.signal))).toBe('rpc.cancelled')
      }))

    test('a stream that is asked to stop still says its last words', () =>
      use(async ({ client }) => {
        const stop = new AbortController()
        const words: string[] = []
        for await (const word of client['suite.talk']({}, stop.signal)) {
          words.push(word)
          stop.abort()
        }
        expect(words).toEqual(['a', 'stopped after a', 'done'])
      }))

    test('leaving the loop ends the handler', () =>
      use(async ({ client, seen }) => {
        for await (const { n } of client['suite.count']({ to: Number.MAX_SAFE_INTEGER })) if (n === 3) break
        await until(seen, 'count left')
      }))

    test('losing the server fails everything open and everything later', () =>
      use(async ({ client, pair, seen }) => {
        const wait = codeOf(client['suite.wait']({}))
        const talk = codeOf(collect(client['suite.talk']({})))
        await until(seen, 'waiting')
        pair.server.close()
        expect([await wait, await talk]).toEqual(['rpc.peer-lost', 'rpc.peer-lost'])
        expect(await codeOf(client['suite.add']({ a: 1, b: 1 }))).toBe('rpc.peer-lost')
        expect(await codeOf(collect(client['suite.count']({ to: 1 })))).toBe('rpc.peer-lost')
      }))

    test('losing the client aborts its handlers', () =>
      use(async ({ client, pair, seen }) => {
        const wait = codeOf(client['suite.wait']({}))
        const counting = client['suite.count']({ to: Number.MAX_SAFE_INTEGER })[Symbol.asyncIterator]()
        await counting.next()
        await until(seen, 'waiting')
        pair.client.close()
        await until(seen, 'wait aborted')
        await until(seen, 'count left')
        expect(await wait).toBe('rpc.peer-lost')
      }))

    test('hostile frames are refused and disturb nobody', () =>
      use(async ({ client, pair, problems }) => {
        const hostile: unknown[] = [
          null,
          7,
          'open',
          [],
          {},
          { kind: 'open' },
          { kind: 'open', protocol: protocolVersion, id: 'x', method: 'suite.add', input: {} },
          { kind: 'open', protocol: protocolVersion, id: -1, method: 'suite.add', input: {} },
          { kind: 'items', id: 1, values: [3] },
          { kind: 'nonsense', id: 1 },
          { kind: 'cancel', id: 10 ** 12, drain: true },
          { kind: 'open', protocol: 99, id: 900001, method: 'suite.add', input: { a: 1, b: 1 } },
          { kind: 'open', protocol: protocolVersion, id: 900002, method: '__proto__', input: {} },
          { kind: 'open', protocol: protocolVersion, id: 900003, method: 'constructor', input: {} },
          { kind: 'open', protocol: protocolVersion, id: 900004, method: 'suite.add', input: null },
        ]
        for (const frame of hostile) pair.client.send(frame as Frame)
        for (const frame of [
          null,
          7,
          { kind: 'fail', id: 1 },
          { kind: 'open', id: 1 },
          { kind: 'done', id: 5000 },
          { kind: 'items', id: 1, values: 3 },
        ]) {
          pair.server.send(frame as Frame)
        }
        expect(await client['suite.add']({ a: 1, b: 2 })).toBe(3)
        expect(new Set(problems)).toEqual(new Set(['rpc.bad-input']))
        expect(problems).toHaveLength(10)
      }))

    test('an id in use cannot be opened again', () =>
      use(async ({ client, pair, seen, problems }) => {
        const stop = new AbortController()
        const wait = codeOf(client['suite.wait']({}, stop.signal))
        await until(seen, 'waiting')
        pair.client.send({ kind: 'open', protocol: protocolVersion, id: 1, method: 'suite.add', input: { a: 1, b: 1 } })
        expect(await client['suite.add']({ a: 2, b: 2 })).toBe(4)
        expect(problems).toEqual(['rpc.bad-input'])
        stop.abort()
        expect(await wait).toBe('rpc.cancelled')
      }))

    test('closing twice and sending afterwards are harmless', () =>
      use(async ({ pair }) => {
        let closes = 0
        pair.client.onClose(() => closes++)
        pair.client.close()
        pair.client.close()
        pair.client.send({ kind: 'cancel', id: 1, drain: false })
        pair.client.onClose(() => closes++)
        expect(closes).toBe(2)
      }))
  })
}
