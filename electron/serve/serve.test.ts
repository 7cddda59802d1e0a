import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, request } from 'node:http'
import { connect as connectTcp } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket as WsClient } from 'ws'
import { deixisApi } from '../../shared/api/deixis.ts'
import { AppError } from '../../shared/errors.ts'
import { connect } from '../../shared/rpc/connect.ts'
import { makeSocketTransport, socketProtocol, tokenProtocol } from '../../shared/rpc/socket-transport.ts'
import type { Transport } from '../../shared/rpc/transport.ts'
import { runTransportSuite } from '../../shared/rpc/transport-suite.ts'
import type { Services } from '../services/services.ts'
import { createHttpServer, localPort } from './http.ts'
import { type Serving, startServing } from './index.ts'
import { imageSegment, makeToken } from './token.ts'
import { acceptPages, socketOf } from './ws-transport.ts'

const token = makeToken()
let folder: string
let serving: Serving
const left: string[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deixis-serve-'))
  await mkdir(join(folder, 'page/assets'), { recursive: true })
  await writeFile(join(folder, 'page/index.html'), '<!doctype html><title>Deixis</title>')
  await writeFile(join(folder, 'page/assets/app.js'), 'export {}')
  await writeFile(join(folder, 'secret.txt'), 'the secret')
  await writeFile(join(folder, 'cat.webp'), 'RIFFcat')
  const services: Services = {
    handlers: {
      'app.info': async () => ({ version: '1', shell: 'serve', platform: 'test', recent: [], samplePath: '/s' }),
    } as unknown as Services['handlers'],
    projects: {} as Services['projects'],
    thumbnailPath: async () => '',
    imagePath(projectId, imageId) {
      if (projectId === 'p1' && imageId === 'cat') return join(folder, 'cat.webp')
      throw new AppError('image.not-found')
    },
    disconnect: (connection) => left.push(connection),
    close: async () => {},
  }
  serving = await startServing({
    token,
    services,
    pageFolder: join(folder, 'page'),
    port: 0,
    onProblem: (problem) => expect.fail(String(problem)),
  })
})
afterAll(async () => {
  await serving.close()
  await rm(folder, { recursive: true })
})

type Answer = { status: number; headers: Record<string, unknown>; body: string }

function get(
  path: string,
  options: { host?: string; method?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const host = options.host ?? `127.0.0.1:${serving.port}`
    const sent = request(
      {
        port: serving.port,
        host: '127.0.0.1',
        path,
        method: options.method ?? 'GET',
        headers: { host, ...options.headers },
      },
      (response) => {
        let body = ''
        response.setEncoding('utf8').on('data', (text: string) => {
          body += text
        })
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
      },
    )
    sent.on('error', reject)
    sent.end()
  })
}

async function status(path: string, options: Parameters<typeof get>[1] = {}): Promise<number> {
  return (await get(path, options)).status
}

/** How an upgrade request is answered. */
function upgrade(headers: Record<string, string>): Promise<number> {
  return new Promise((resolve) => {
    const sent = request({
      port: serving.port,
      host: '127.0.0.1',
      headers: {
        host: `127.0.0.1:${serving.port}`,
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': Buffer.from('0123456789abcdef').toString('base64'),
        ...headers,
      },
    })
    sent.on('upgrade', (response, socket) => {
      socket.destroy()
      resolve(response.statusCode ?? 0)
    })
    sent.on('response', (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    sent.end()
  })
}

describe('serving the page', () => {
  test('gives the page and its files with the headers that isolate it', async () => {
    const page = await get('/')
    expect([page.status, page.body]).toEqual([200, '<!doctype html><title>Deixis</title>'])
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    })
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'self'; script-src 'self'; /)
    expect(await get('/assets/app.js')).toMatchObject({ status: 200, body: 'export {}' })
    expect(await status('/', { method: 'HEAD' })).toBe(200)
    expect(await status('/nothing')).toBe(404)
    expect(await status('/assets')).toBe(404)
    expect(await status('/', { method: 'POST' })).toBe(405)
  })

  test('answers no other name than its own (a rebound name reads nothing)', async () => {
    const port = serving.port
    for (const host of [`localhost:${port}`, `[::1]:${port}`]) expect(await status('/', { host })).toBe(200)
    for (const host of ['evil.example', `evil.example:${port}`, '127.0.0.1', `127.0.0.1:${port}.evil.example`]) {
      expect(await status('/', { host })).toBe(421)
    }
  })

  test('lets nobody climb out of its folder', async () => {
    for (const path of [
      '/../secret.txt',
      '/%2e%2e/secret.txt',
      '/assets/../../secret.txt',
      '/assets/%2e%2e%2f%2e%2e%2fsecret.txt',
      '/..%5csecret.txt',
      '/%00',
      '/%',
      '//etc/passwd',
      join(folder, 'secret.txt'),
    ]) {
      const { status: code, body } = await get(path)
      expect([400, 404]).toContain(code)
      expect(body).not.toContain('the secret')
    }
  })

  test('speaks on the loopback interface only', async () => {
    const outcome = await new Promise((resolve) => {
      const socket = connectTcp({ host: '::1', port: serving.port })
      socket.on('connect', () => resolve('connected'))
      socket.on('error', () => resolve('refused'))
    })
    expect(outcome).toBe('refused')
  })
})

describe('serving pictures', () => {
  test('gives the original bytes below the secret segment, and 304 when unchanged', async () => {
    const path = `/image/${imageSegment(token)}/p1/cat`
    const picture = await get(path)
    expect(picture).toMatchObject({ status: 200, body: 'RIFFcat' })
    expect(picture.headers['content-type']).toBe('image/webp')
    expect(await status(path, { headers: { 'if-none-match': String(picture.headers.etag) } })).toBe(304)
  })

  test('needs the segment, an open project and a picture of it', async () => {
    const segment = imageSegment(token)
    for (const path of [
      '/image/p1/cat',
      `/image/${token}/p1/cat`,
      `/image/${imageSegment(makeToken())}/p1/cat`,
      `/image/${segment}/p2/cat`,
      `/image/${segment}/p1/dog`,
      `/image/${segment}/p1/cat/more`,
      `/image/${segment}/p1`,
      `/image/${segment}/p1/..%2fsecret.txt`,
    ]) {
      expect([400, 404]).toContain(await status(path))
    }
  })
})

describe('opening the socket', () => {
  const origin = (): string => `http://127.0.0.1:${serving.port}`
  const protocols = `${socketProtocol}, ${tokenProtocol(token)}`

  test('needs our name, our origin and the token', async () => {
    expect(await upgrade({ origin: origin(), 'sec-websocket-protocol': protocols })).toBe(101)
    expect(await upgrade({ origin: origin(), 'sec-websocket-protocol': protocols, host: 'evil.example' })).toBe(421)
    expect(await upgrade({ 'sec-websocket-protocol': protocols })).toBe(403)
    for (const other of ['https://evil.example', 'null', `https://127.0.0.1:${serving.port}`, 'http://127.0.0.1:1']) {
      expect(await upgrade({ origin: other, 'sec-websocket-protocol': protocols })).toBe(403)
    }
    expect(await upgrade({ origin: origin() })).toBe(400)
    expect(await upgrade({ origin: origin(), 'sec-websocket-protocol': socketProtocol })).toBe(400)
    for (const wrong of [makeToken(), '', `${token}x`, token.slice(1)]) {
      const offered = `${socketProtocol}, ${tokenProtocol(wrong)}`
      expect(await upgrade({ origin: origin(), 'sec-websocket-protocol': offered })).toBe(401)
    }
  })

  test('a page talks to the services, and its leaving is noticed', async () => {
    const socket = new WsClient(`ws://127.0.0.1:${serving.port}/`, [socketProtocol, tokenProtocol(token)], {
      origin: origin(),
    })
    await new Promise((resolve) => socket.once('open', resolve))
    expect(socket.protocol).toBe(socketProtocol)
    const client = connect(deixisApi, makeSocketTransport(socketOf(socket)))
    expect((await client['app.info']({})).shell).toBe('serve')
    const before = left.length
    socket.close()
    await expect.poll(() => left.length).toBe(before + 1)
  })

  test('text that is no frame disturbs nobody', async () => {
    const socket = new WsClient(`ws://127.0.0.1:${serving.port}/`, [socketProtocol, tokenProtocol(token)], {
      origin: origin(),
    })
    await new Promise((resolve) => socket.once('open', resolve))
    const client = connect(deixisApi, makeSocketTransport(socketOf(socket)))
    expect((await client['app.info']({})).version).toBe('1')
    socket.terminate()
    await expect(client['app.info']({})).rejects.toMatchObject({ code: 'rpc.peer-lost' })
  })
})

test('a taken port is passed over', async () => {
  const holder = createServer()
  await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve))
  const taken = localPort(holder)
  const second = await startServing({
    token,
    services: { handlers: {}, disconnect: () => {} } as unknown as Services,
    pageFolder: folder,
    port: taken,
    onProblem: () => {},
  })
  expect(second.port).toBeGreaterThan(taken)
  await second.close()
  holder.close()
})

runTransportSuite('loopback WebSocket', async () => {
  const server = createHttpServer({ token, pageFolder: folder, imagePath: () => '', thumbnailPath: async () => '' })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const port = localPort(server)
  let stop = (): void => {}
  const accepted = new Promise<Transport>((resolve) => {
    stop = acceptPages(server, token, resolve)
  })
  const socket = new WsClient(`ws://127.0.0.1:${port}/`, [socketProtocol, tokenProtocol(token)], {
    origin: `http://127.0.0.1:${port}`,
  })
  await new Promise((resolve) => socket.once('open', resolve))
  return {
    server: await accepted,
    client: makeSocketTransport(socketOf(socket)),
    dispose() {
      stop()
      server.close()
    },
  }
})
