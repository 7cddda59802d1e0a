import type { TransportEnd } from './transport.ts'
import { makeTransport, type Transport } from './transport.ts'
import type { Frame } from './wire.ts'

/**
 * Two ends of one channel within a process. Frames travel as JSON text and arrive in a later microtask, so that nothing
 * works here that would not work over a socket.
 */
export function makeMemoryPair(): readonly [Transport, Transport] {
  const ends: TransportEnd[] = []
  const wireTo = (peer: 0 | 1) => ({
    send(frame: Frame): void {
      const text = JSON.stringify(frame)
      queueMicrotask(() => ends[peer]?.receive(JSON.parse(text)))
    },
    close(): void {
      queueMicrotask(() => ends[peer]?.closed())
    },
  })
  const left = makeTransport(wireTo(1))
  const right = makeTransport(wireTo(0))
  ends.push(left, right)
  return [left.transport, right.transport]
}
