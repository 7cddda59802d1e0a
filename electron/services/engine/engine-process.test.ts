import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll } from 'vitest'
import { makeSocketTransport } from '../../../shared/rpc/socket-transport.ts'
import type { Transport } from '../../../shared/rpc/transport.ts'
import { runTransportSuite } from '../../../shared/rpc/transport-suite.ts'
import { forkEngine } from './engine-process.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deixis-engine-process-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** One JSON text per line over a plain socket: how the child's own end of the channel is brought back into this process. */
function lineTransport(socket: Socket): Transport {
  socket.on('error', () => socket.destroy())
  return makeSocketTransport({
    send: (text) => void socket.write(`${text}\n`),
    listen(onText, onClose) {
      let rest = ''
      socket.setEncoding('utf8').on('data', (text: string) => {
        const lines = (rest + text).split('\n')
        rest = lines.pop() ?? ''
        for (const line of lines) onText(line)
      })
      socket.on('close', onClose)
    },
    close: () => void socket.end(),
  })
}

/** A child that passes frames between the engine's end of its channel and a socket. */
function relaySource(port: number): string {
  const adapter = pathToFileURL(join(import.meta.dirname, '../../engine/parent-transport.ts')).href
  return `
    import { connect } from 'node:net'
    const { parentTransport } = await import(${JSON.stringify(adapter)})
    const parent = parentTransport()
    const socket = connect(${port}, '127.0.0.1')
    parent.onFrame((frame) => socket.write(JSON.stringify(frame) + '\\n'))
    parent.onClose(() => socket.end())
    let rest = ''
    socket.setEncoding('utf8').on('data', (text) => {
      const lines = (rest + text).split('\\n')
      rest = lines.pop()
      for (const line of lines) parent.send(JSON.parse(line))
    })
    socket.on('error', () => socket.destroy())
    socket.on('close', () => parent.close())
  `
}

runTransportSuite('child process', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const connected = new Promise<Socket>((resolve) => server.once('connection', resolve))
  const { port } = server.address() as AddressInfo
  const entry = join(folder, `relay-${port}.mjs`)
  await writeFile(entry, relaySource(port))
  const child = forkEngine(entry)()
  return {
    server: lineTransport(await connected),
    client: child.transport,
    async dispose() {
      child.kill()
      await child.ended
      server.close()
    },
  }
})
