import { readFile, realpath } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import { type ProtocolResponse, protocol, session } from 'electron'
import { contentTypeOf } from '../services/images/content-type.ts'
import type { MainModule } from './main-module.ts'

const scheme = 'app'
const host = 'deixis'

/** Address of the page inside the program. */
export const ownPageAddress = `${scheme}://${host}/index.html`

/** URL prefix of a project's pictures. */
export function ownImageBase(projectId: string): string {
  return `${scheme}://${host}/image/${projectId}/`
}

const headers = {
  'Content-Security-Policy': [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-cache',
}

/** Must run before Electron is ready. */
export function claimScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/** The page and the pictures of open projects under one scheme of our own, so that they share one safe origin. */
export const ownProtocol: MainModule = {
  enable({ services, pageFolder }) {
    async function find(address: string): Promise<string | null> {
      const url = new URL(address)
      const path = decodeURIComponent(url.pathname)
      if (url.host !== host || path.includes('\0') || path.includes('\\')) return null
      const [, first, projectId, imageId, ...rest] = path.split('/')
      if (first === 'image') {
        if (!projectId || !imageId || rest.length > 0) return null
        const isSmall = url.searchParams.has('small')
        return isSmall ? services.thumbnailPath(projectId, imageId) : services.imagePath(projectId, imageId)
      }
      const file = await realpath(join(pageFolder, path))
      return file.startsWith((await realpath(pageFolder)) + sep) ? file : null
    }

    async function answer(address: string): Promise<ProtocolResponse> {
      try {
        const file = await find(address)
        if (file !== null) {
          return {
            statusCode: 200,
            mimeType: contentTypeOf(extname(file)).split(';', 1)[0] ?? '',
            charset: 'utf-8',
            headers,
            data: await readFile(file),
          }
        }
      } catch {
        // A file that is not there and one that must not be seen look the same from outside.
      }
      return { statusCode: 404, mimeType: 'text/plain', headers, data: Buffer.from('404\n') }
    }

    // Deprecated, but `protocol.handle` is missing in the runtime that the tests have (Electron 22).
    session.defaultSession.protocol.registerBufferProtocol(
      scheme,
      (request, callback) => void answer(request.url).then(callback),
    )
  },
}
