import { deixisApi } from '../shared/api/deixis.ts'
import { AppError } from '../shared/errors.ts'
import { connect } from '../shared/rpc/connect.ts'
import type { Client } from '../shared/rpc/contract.ts'
import { makePortTransport } from '../shared/rpc/port-transport.ts'
import { makeSocketTransport, socketProtocol, tokenProtocol } from '../shared/rpc/socket-transport.ts'
import type { Transport } from '../shared/rpc/transport.ts'

/** The line to the main process, by whichever transport the shell has. */
export type MainConnection = {
  readonly client: Client<typeof deixisApi>
  /** Resolves when the line is gone; every open call has then failed with `rpc.peer-lost`. */
  readonly lost: Promise<void>
}

/**
 * Connects to the main process: a message port in Electron, the loopback WebSocket in serve mode. Fails with
 * `rpc.not-admitted` when the address has no (or an old) token, and with `rpc.peer-lost` when nobody answers.
 */
export async function connectToMain(): Promise<MainConnection> {
  const transport = hasPreload() ? await receivePort() : await openSocket()
  const lost = new Promise<void>((resolve) => transport.onClose(resolve))
  return { client: connect(deixisApi, transport), lost }
}

function hasPreload(): boolean {
  return location.protocol === 'app:' || (import.meta.env.DEV && navigator.userAgent.includes('Electron/'))
}

/** Asks the preload script for a port; `electron/preload` is the other side of these two words. */
function receivePort(): Promise<Transport> {
  return new Promise((resolve) => {
    window.addEventListener('message', function receive(event) {
      const [port] = event.ports
      if (event.source !== window || event.data !== 'deixis.port' || !port) return
      window.removeEventListener('message', receive)
      // Chrome 108 (Electron 22) crashes when a page is loaded again with a port open that a preload script handed over.
      window.addEventListener('pagehide', () => port.close())
      resolve(
        makePortTransport({
          postMessage: (data) => port.postMessage(data),
          listen(onMessage, onClose) {
            port.addEventListener('message', ({ data }) => onMessage(data))
            port.addEventListener('close', onClose)
            port.start()
          },
          close: () => port.close(),
        }),
      )
    })
    window.postMessage('deixis.connect', location.origin)
  })
}

async function openSocket(): Promise<Transport> {
  const token = new URLSearchParams(location.hash.slice(1)).get('token')
  if (!token) throw new AppError('rpc.not-admitted')
  const socket = new WebSocket(`ws://${location.host}/`, [socketProtocol, tokenProtocol(token)])
  const isOpen = await new Promise<boolean>((resolve) => {
    socket.addEventListener('open', () => resolve(true), { once: true })
    socket.addEventListener('close', () => resolve(false), { once: true })
  })
  if (!isOpen) throw new AppError((await isServed()) ? 'rpc.not-admitted' : 'rpc.peer-lost')
  return makeSocketTransport({
    send: (text) => socket.send(text),
    listen(onText, onClose) {
      socket.addEventListener('message', ({ data }) => onText(typeof data === 'string' ? data : null))
      socket.addEventListener('close', onClose, { once: true })
    },
    close: () => socket.close(),
  })
}

/** A socket does not say why it was refused: when the page itself is still served, it was the token. */
async function isServed(): Promise<boolean> {
  try {
    return (await fetch('./', { cache: 'no-store' })).ok
  } catch {
    return false
  }
}
