import { createHash, hash } from 'node:crypto'
import { writeFileSync } from 'node:fs'

/** SHA-256 as hex. `hash` came with Node 20.12; it takes half the time for short texts. */
function sha256Of(text: string): string {
  return typeof hash === 'function' ? hash('sha256', text) : createHash('sha256').update(text).digest('hex')
}

/**
 * Writes a whole small file at once. Label files come by the ten thousand: a round trip through the thread pool for each call, and a sync
 * of each, would take longer than everything else of an export. Nothing has its final name yet, so a kill leaves nothing half written.
 */
export function writeSmallFile(path: string, text: string): { readonly bytes: number; readonly sha256: string } {
  writeFileSync(path, text)
  return { bytes: Buffer.byteLength(text), sha256: sha256Of(text) }
}
