import { createHash, hash } from 'node:crypto'

/** SHA-256 of a short text. `hash` came with Node 20.12; it takes half the time. */
export function sha256Of(text: string, encoding: 'hex' | 'base64url' = 'hex'): string {
  return typeof hash === 'function'
    ? hash('sha256', text, encoding)
    : createHash('sha256').update(text).digest(encoding)
}
