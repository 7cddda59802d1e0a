import { createReadStream } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { toAppError } from '../../shared/errors.ts'
import { contentTypeOf } from '../services/images/content-type.ts'
import { equalsSecretly, imageSegment } from './token.ts'

export type HttpOptions = {
  readonly token: string
  /** Where the built page lies. */
  readonly pageFolder: string
  /** The file of a picture of an open project. Throws an `AppError` for anything else. */
  readonly imagePath: (projectId: string, imageId: string) => string
  /** A file that shows such a picture in small; rejects where there can be none. */
  readonly thumbnailPath: (projectId: string, imageId: string) => Promise<string>
}

/** True for the names under which a browser on this machine knows the server; a rebound name is none of them. */
export function isOwnHost(host: string | undefined, port: number): boolean {
  return host === `127.0.0.1:${port}` || host === `localhost:${port}` || host === `[::1]:${port}`
}

/** The port a request came in by. */
export function localPort(server: Server): number {
  return (server.address() as AddressInfo | null)?.port ?? 0
}

function contentPolicy(port: number): string {
  const sockets = `ws://127.0.0.1:${port} ws://localhost:${port}`
  return [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' blob: data:",
    `connect-src 'self' ${sockets}`,
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** Serves the page and the pictures of open projects, to this machine only. */
export function createHttpServer(options: HttpOptions): Server {
  const images = `/image/${imageSegment(options.token)}/`
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (!response.headersSent) refuse(response, 500)
      else response.destroy(error instanceof Error ? error : undefined)
    })
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const port = localPort(server)
    if (!isOwnHost(request.headers.host, port)) return refuse(response, 421)
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405)
    for (const [name, value] of Object.entries({
      'Content-Security-Policy': contentPolicy(port),
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Embedder-Policy': 'require-corp',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
    })) {
      response.setHeader(name, value)
    }
    const path = decodePath(request.url ?? '/')
    if (path === null) return refuse(response, 400)
    const [, first, segment, projectId, imageId, ...rest] = path.split('/')
    if (first !== 'image') return sendPage(path, request, response)
    const isOurs = segment !== undefined && equalsSecretly(`/image/${segment}/`, images)
    if (!isOurs || !projectId || !imageId || rest.length > 0) return refuse(response, 404)
    return sendPicture(projectId, imageId, request, response)
  }

  async function sendPicture(
    projectId: string,
    imageId: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    let file: string
    try {
      const isSmall = request.url?.includes('?small=')
      file = isSmall ? await options.thumbnailPath(projectId, imageId) : options.imagePath(projectId, imageId)
    } catch (thrown) {
      return refuse(response, toAppError(thrown).code === 'rpc.internal' ? 500 : 404)
    }
    await sendFile(file, 'private, no-cache', request, response)
  }

  async function sendPage(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const wanted = join(options.pageFolder, path === '/' ? 'index.html' : path)
    let file: string
    try {
      file = await realpath(wanted)
      if (!file.startsWith((await realpath(options.pageFolder)) + sep)) return refuse(response, 404)
    } catch {
      return refuse(response, 404)
    }
    const isHashed = path.startsWith('/assets/')
    await sendFile(file, isHashed ? 'public, max-age=31536000, immutable' : 'no-store', request, response)
  }

  return server
}

/** The path of a request's address, decoded once; null when it makes no sense or tries to climb. */
function decodePath(url: string): string | null {
  try {
    const path = decodeURIComponent(url.split(/[?#]/, 1)[0] ?? '')
    const isPlain = path.startsWith('/') && !path.includes('\0') && !path.includes('\\')
    return isPlain && !path.split('/').includes('..') ? path : null
  } catch {
    return null
  }
}

async function sendFile(
  file: string,
  caching: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const found = await stat(file).catch(() => null)
  if (!found?.isFile()) return refuse(response, 404)
  const tag = `"${found.size.toString(36)}-${Math.round(found.mtimeMs).toString(36)}"`
  response.setHeader('Cache-Control', caching)
  response.setHeader('ETag', tag)
  if (request.headers['if-none-match'] === tag) {
    response.writeHead(304).end()
    return
  }
  response.writeHead(200, { 'Content-Type': contentTypeOf(extname(file)), 'Content-Length': found.size })
  if (request.method === 'HEAD') response.end()
  else if (found.size === 0) response.end()
  else await pipeline(createReadStream(file, { end: found.size - 1 }), response)
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${status}\n`)
}
