import type { Server } from 'node:http'
import { deixisApi } from '../../shared/api/deixis.ts'
import { serve } from '../../shared/rpc/serve.ts'
import type { Services } from '../services/services.ts'
import { createHttpServer, localPort } from './http.ts'
import { acceptPages } from './ws-transport.ts'

export const defaultPort = 4517

export type ServeOptions = {
  readonly token: string
  readonly services: Services
  readonly pageFolder: string
  /** Where to listen; 0 = any free port. A taken one is passed over for the next free one. */
  readonly port?: number
  readonly onProblem: (problem: unknown) => void
}

/** A server that listens. */
export type Serving = {
  /** With the token; whoever has it may do what the user may do. */
  readonly address: string
  readonly port: number
  close(): Promise<void>
}

const portsTried = 20

/** Serves the program to browsers on this machine: loopback only, own names only, the token demanded. */
export async function startServing(options: ServeOptions): Promise<Serving> {
  const { token, services, onProblem } = options
  const server = createHttpServer({
    token,
    pageFolder: options.pageFolder,
    imagePath: services.imagePath,
    thumbnailPath: services.thumbnailPath,
  })
  let pages = 0
  const stopPages = acceptPages(server, token, (transport) => {
    const connection = `page-${++pages}`
    serve(deixisApi, services.handlers, transport, { connection, onProblem })
    transport.onClose(() => services.disconnect(connection))
  })
  await listenNear(server, options.port ?? defaultPort)
  const port = localPort(server)
  return {
    address: `http://127.0.0.1:${port}/#token=${token}`,
    port,
    close() {
      stopPages()
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

async function listenNear(server: Server, wanted: number): Promise<void> {
  for (let port = wanted; ; port++) {
    try {
      await listen(server, port)
      return
    } catch (error) {
      const isTaken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
      if (!isTaken || port >= wanted + portsTried) throw error
    }
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve()
    })
  })
}
