import { makeTransport, type Transport } from '../../shared/rpc/transport.ts'

/** Electron's `process.parentPort` in a utilityProcess. */
type ParentPort = {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { data: unknown }) => void): void
}

/** The channel to the process that started this one: a utilityProcess of Electron or a child of Node. */
export function parentTransport(): Transport {
  const { parentPort } = process as unknown as { parentPort?: ParentPort }
  if (parentPort) {
    // A utilityProcess ends with its parent, so there is nothing to hear about the other end.
    const end = makeTransport({ send: (frame) => parentPort.postMessage(frame), close: () => process.exit(0) })
    parentPort.on('message', ({ data }) => end.receive(data))
    return end.transport
  }
  const end = makeTransport({
    send: (frame) => {
      if (process.connected) process.send?.(frame)
    },
    close: () => process.disconnect(),
  })
  process.on('message', (frame) => end.receive(frame))
  process.on('disconnect', end.closed)
  return end.transport
}
