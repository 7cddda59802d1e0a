import { makeTransport, type Transport } from './transport.ts'

/** What the message ports of pages, of Electron's main process and of Node have in common. */
export type PortLike = {
  postMessage(data: unknown): void
  /** Starts delivery. `onClose` where the runtime notices that the other end has gone. */
  listen(onMessage: (data: unknown) => void, onClose: () => void): void
  close(): void
}

/** Said before closing, since ports of pages older than Chrome 122 do not hear that their other end has closed. */
const goodbye = 'deixis.goodbye'

/** A transport over one end of a message channel. */
export function makePortTransport(port: PortLike): Transport {
  const end = makeTransport({
    send: (frame) => port.postMessage(frame),
    close: () => {
      port.postMessage(goodbye)
      port.close()
    },
  })
  port.listen((data) => {
    if (data !== goodbye) {
      end.receive(data)
      return
    }
    end.closed()
    port.close()
  }, end.closed)
  return end.transport
}
