import * as v from 'valibot'
import { AppError, toAppError } from '../errors.ts'
import type { CallContext, Contract, Handlers } from './contract.ts'
import type { Transport } from './transport.ts'
import { type ClientFrame, describeIssues, parseClientFrame, protocolVersion } from './wire.ts'

/** How a connection is served. */
export type ServeOptions = {
  /** Names the caller; handed to every handler. */
  readonly connection: string
  /** Hears of failures that are not the caller's: frames that make no sense and errors that are not `AppError`s. */
  readonly onProblem?: (problem: AppError) => void
}

type OpenFrame = Extract<ClientFrame, { kind: 'open' }>
type AnyHandler = (input: unknown, context: CallContext) => Promise<unknown> | AsyncIterable<unknown>
type Running = { readonly controller: AbortController; drop: () => void }

/**
 * Answers the peer behind `transport` with `handlers`. Every input is checked before its handler sees it. A handler's
 * failure reaches the caller as its code; stack traces do not. `cancel` and the loss of the peer abort the handler's
 * signal; when nobody listens any more, a stream's iterator is returned as well.
 */
export function serve<C extends Contract>(
  contract: C,
  handlers: Handlers<C>,
  transport: Transport,
  options: ServeOptions,
): void {
  const running = new Map<number, Running>()
  const problem = (error: AppError): void => options.onProblem?.(error)

  transport.onFrame((raw) => {
    const frame = parseClientFrame(raw)
    if (!frame) problem(new AppError('rpc.bad-input', { detail: 'a frame of no known form' }))
    else if (frame.kind === 'cancel') {
      const request = running.get(frame.id)
      request?.controller.abort()
      if (!frame.drain) request?.drop()
    } else if (running.has(frame.id)) problem(new AppError('rpc.bad-input', { detail: `id ${frame.id} is in use` }))
    else void answer(frame)
  })

  transport.onClose(() => {
    for (const request of running.values()) {
      request.controller.abort()
      request.drop()
    }
    running.clear()
  })

  async function answer(frame: OpenFrame): Promise<void> {
    const request: Running = { controller: new AbortController(), drop: () => {} }
    running.set(frame.id, request)
    try {
      await run(frame, request)
      running.delete(frame.id)
      transport.send({ kind: 'done', id: frame.id })
    } catch (thrown) {
      running.delete(frame.id)
      const error = toAppError(thrown)
      if (error.code === 'rpc.internal') problem(error)
      transport.send({ kind: 'fail', id: frame.id, error: error.toData() })
    }
  }

  async function run(frame: OpenFrame, request: Running): Promise<void> {
    if (frame.protocol !== protocolVersion) {
      throw new AppError('rpc.bad-input', { detail: `protocol ${frame.protocol}, expected ${protocolVersion}` })
    }
    const definition = Object.hasOwn(contract, frame.method) ? contract[frame.method] : undefined
    if (!definition) throw new AppError('rpc.unknown-method', { detail: frame.method })
    const input = v.safeParse(definition.input, frame.input)
    if (!input.success) {
      throw new AppError('rpc.bad-input', { detail: `${frame.method}: ${describeIssues(input.issues)}` })
    }
    const handler = (handlers as Readonly<Record<string, AnyHandler>>)[frame.method]
    if (!handler) throw new AppError('rpc.unknown-method', { detail: frame.method })
    const context = { signal: request.controller.signal, connection: options.connection }
    const outcome = handler(input.output, context)
    if (definition.kind === 'call') {
      transport.send({ kind: 'items', id: frame.id, values: [await outcome] })
      return
    }
    const iterator = (outcome as AsyncIterable<unknown>)[Symbol.asyncIterator]()
    let dropped = false
    request.drop = () => {
      if (dropped) return
      dropped = true
      iterator.return?.().catch((thrown: unknown) => problem(toAppError(thrown)))
    }
    const items = itemFrames(frame.id, transport, request.drop)
    try {
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
        if (!dropped) items.push(next.value)
      }
    } finally {
      items.flush()
    }
  }
}

const mostItems = 64

/**
 * Sends what a stream says in one go (an engine's forced and drafted tokens come by the handful) in one frame: nothing waits longer than
 * until the event loop is free. What cannot be sent ends the stream by `drop`, and `flush` throws it.
 */
function itemFrames(id: number, transport: Transport, drop: () => void): { push(value: unknown): void; flush(): void } {
  let values: unknown[] = []
  let failure: { readonly thrown: unknown } | null = null
  const send = (): void => {
    if (values.length === 0) return
    const sent = values
    values = []
    try {
      transport.send({ kind: 'items', id, values: sent })
    } catch (thrown) {
      failure = { thrown }
      drop()
    }
  }
  return {
    push(value) {
      values.push(value)
      if (values.length === 1) setImmediate(send)
      else if (values.length === mostItems) send()
    },
    flush() {
      send()
      if (failure) throw failure.thrown
    },
  }
}
