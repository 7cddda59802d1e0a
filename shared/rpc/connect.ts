import * as v from 'valibot'
import { AppError } from '../errors.ts'
import { assertNever } from '../result.ts'
import type { CallDef, Client, Contract, StreamDef } from './contract.ts'
import type { Transport } from './transport.ts'
import { describeIssues, errorFromWire, parseServerFrame, protocolVersion } from './wire.ts'

type Receiver = { item(value: unknown): void; end(failure: AppError | null): void }

/**
 * A typed client for the peer behind `transport`.
 *
 * Failures are `AppError`s. Losing the peer fails everything open, and every later call, with `rpc.peer-lost`. What the
 * peer sends is checked against the contract (`rpc.bad-output`).
 *
 * Cancelling a call by its signal rejects it at once with `rpc.cancelled`. Cancelling a stream is a request to stop: the
 * handler is told, and the loop goes on with what it still says (an answer stopped half-way still ends with its `done`
 * item) until the handler ends it. Leaving the loop (`break`) stops the handler without listening further.
 */
export function connect<C extends Contract>(contract: C, transport: Transport): Client<C> {
  const receivers = new Map<number, Receiver>()
  let nextId = 1
  let lost = false

  transport.onFrame((raw) => {
    const frame = parseServerFrame(raw)
    const receiver = frame && receivers.get(frame.id)
    if (!receiver) return
    switch (frame.kind) {
      case 'items':
        for (const value of frame.values) receiver.item(value)
        return
      case 'done':
        receivers.delete(frame.id)
        receiver.end(null)
        return
      case 'fail':
        receivers.delete(frame.id)
        receiver.end(errorFromWire(frame.error))
        return
      default:
        assertNever(frame)
    }
  })

  transport.onClose(() => {
    lost = true
    const open = [...receivers.values()]
    receivers.clear()
    for (const receiver of open) receiver.end(new AppError('rpc.peer-lost'))
  })

  /** Opens a request; the function returned takes it back. */
  function open(method: string, input: unknown, receiver: Receiver): (drain: boolean) => void {
    const id = nextId++
    if (lost) {
      queueMicrotask(() => receiver.end(new AppError('rpc.peer-lost')))
      return () => {}
    }
    receivers.set(id, receiver)
    transport.send({ kind: 'open', protocol: protocolVersion, id, method, input })
    return (drain) => {
      if (!receivers.has(id)) return
      if (!drain) receivers.delete(id)
      transport.send({ kind: 'cancel', id, drain })
    }
  }

  const client: Record<string, unknown> = {}
  for (const [method, definition] of Object.entries(contract)) {
    client[method] =
      definition.kind === 'call'
        ? (input: unknown, signal?: AbortSignal) => makeCall(open, method, definition, input, signal)
        : (input: unknown, signal?: AbortSignal) => makeStream(open, method, definition, input, signal)
  }
  return client as Client<C>
}

type Open = (method: string, input: unknown, receiver: Receiver) => (drain: boolean) => void

function check(schema: CallDef['output'], method: string, value: unknown): unknown {
  const result = v.safeParse(schema, value)
  if (result.success) return result.output
  throw new AppError('rpc.bad-output', { detail: `${method}: ${describeIssues(result.issues)}` })
}

function makeCall(
  open: Open,
  method: string,
  definition: CallDef,
  input: unknown,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(new AppError('rpc.cancelled'))
      return
    }
    let answers: unknown[] = []
    const cancel = open(method, input, {
      item(value) {
        answers.push(value)
      },
      end(failure) {
        signal?.removeEventListener('abort', onAbort)
        if (failure) {
          reject(failure)
          return
        }
        try {
          if (answers.length !== 1) throw new AppError('rpc.bad-output', { detail: `${method}: not one answer` })
          resolve(check(definition.output, method, answers[0]))
        } catch (error) {
          reject(error)
        }
        answers = []
      },
    })
    function onAbort(): void {
      cancel(false)
      reject(new AppError('rpc.cancelled'))
    }
    signal?.addEventListener('abort', onAbort, { once: true })
  })
}

function makeStream(
  open: Open,
  method: string,
  definition: StreamDef,
  input: unknown,
  signal: AbortSignal | undefined,
): AsyncIterable<unknown> {
  return {
    [Symbol.asyncIterator]() {
      const items: unknown[] = []
      const waiting: { resolve(result: IteratorResult<unknown>): void; reject(error: unknown): void }[] = []
      let ended = false
      let failure: AppError | null = null

      const settle = (): void => {
        while (waiting.length > 0 && (items.length > 0 || ended)) {
          const next = waiting.shift()
          if (items.length > 0) {
            try {
              next?.resolve({ done: false, value: check(definition.item, method, items.shift()) })
            } catch (error) {
              stop()
              next?.reject(error)
            }
          } else if (failure) {
            next?.reject(failure)
            failure = null
          } else next?.resolve({ done: true, value: undefined })
        }
      }
      const finish = (reason: AppError | null): void => {
        if (ended) return
        ended = true
        failure = reason
        signal?.removeEventListener('abort', onAbort)
        settle()
      }
      const onAbort = (): void => cancel(true)
      const stop = (): void => {
        cancel(false)
        items.length = 0
        finish(null)
      }

      let cancel: (drain: boolean) => void = () => {}
      if (signal?.aborted) finish(new AppError('rpc.cancelled'))
      else {
        cancel = open(method, input, {
          item(value) {
            if (ended) return
            items.push(value)
            settle()
          },
          end: finish,
        })
        signal?.addEventListener('abort', onAbort, { once: true })
      }

      return {
        next: () =>
          new Promise<IteratorResult<unknown>>((resolve, reject) => {
            waiting.push({ resolve, reject })
            settle()
          }),
        return: () => {
          stop()
          return Promise.resolve({ done: true, value: undefined } as const)
        },
      }
    },
  }
}
