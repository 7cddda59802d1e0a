import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import {
  makeSocketTransport,
  type SocketLike,
  socketProtocol,
  tokenProtocol,
} from '../../shared/rpc/socket-transport.ts'
import type { Transport } from '../../shared/rpc/transport.ts'
import { isOwnHost, localPort } from './http.ts'
import { equalsSecretly } from './token.ts'

const largestMessage = 64 << 20
const heartbeatMs = 30_000

/** One end of an open WebSocket as the transport wants it. */
export function socketOf(socket: WebSocket): SocketLike {
  return {
    send: (text) => socket.send(text),
    listen(onText, onClose) {
      socket.on('message', (data, isBinary) => onText(isBinary ? null : String(data)))
      socket.on('close', onClose)
      socket.on('error', () => socket.terminate())
    },
    close: () => socket.close(),
  }
}

/** Takes in pages that come from our own address with the token, and nobody else. */
export function acceptPages(server: Server, token: string, onPage: (transport: Transport) => void): () => void {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: largestMessage,
    handleProtocols: () => socketProtocol,
  })

  server.on('upgrade', (request, stream: Duplex, head) => {
    stream.on('error', () => stream.destroy())
    const status = judge(request, localPort(server), token)
    if (status !== 101) stream.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
    else {
      sockets.handleUpgrade(request, stream, head, (socket) => {
        keepAlive(socket)
        onPage(makeSocketTransport(socketOf(socket)))
      })
    }
  })

  return () => {
    for (const socket of sockets.clients) socket.terminate()
    sockets.close()
  }
}

/** The status an upgrade is answered with; 101 lets it in. */
function judge(request: IncomingMessage, port: number, token: string): number {
  if (!isOwnHost(request.headers.host, port)) return 421
  const origin = request.headers.origin
  if (origin === undefined || !origin.startsWith('http://') || !isOwnHost(origin.slice('http://'.length), port))
    return 403
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim())
  if (offered[0] !== socketProtocol || offered.length !== 2) return 400
  return equalsSecretly(offered[1] ?? '', tokenProtocol(token)) ? 101 : 401
}

/** Notices a peer that vanished without closing (a tunnel that broke). */
function keepAlive(socket: WebSocket): void {
  let answered = true
  socket.on('pong', () => {
    answered = true
  })
  const timer = setInterval(() => {
    if (!answered) socket.terminate()
    answered = false
    if (socket.readyState === socket.OPEN) socket.ping()
  }, heartbeatMs)
  timer.unref()
  socket.on('close', () => clearInterval(timer))
}
