import { makeTransport, type Transport } from './transport.ts'

/** What the WebSockets of pages and of servers have in common; it must be open already. */
export type SocketLike = {
  send(text: string): void
  /** Anything that is no text arrives as `null`. */
  listen(onText: (text: string | null) => void, onClose: () => void): void
  close(): void
}

/** The subprotocol that both sides speak; the token travels beside it, since browsers send no headers of ours. */
export const socketProtocol = 'deixis.v1'

/** The second subprotocol that a page offers. */
export function tokenProtocol(token: string): string {
  return `token.${token}`
}

/** A transport over a WebSocket: one frame per text message, as JSON. */
export function makeSocketTransport(socket: SocketLike): Transport {
  const end = makeTransport({
    send: (frame) => socket.send(JSON.stringify(frame)),
    close: () => socket.close(),
  })
  socket.listen((text) => end.receive(parseText(text)), end.closed)
  return end.transport
}

/** Text that is no JSON is handed on as it is: no frame looks like that, so the receiver refuses it. */
function parseText(text: string | null): unknown {
  if (text === null) return null
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
