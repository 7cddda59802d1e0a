import { createHash } from 'node:crypto'
import { closeSync, openSync, writeSync } from 'node:fs'

/**
 * Writes a whole small file at once. Label files come by the ten thousand: a round trip through the thread pool for each call, and a sync
 * of each, would take longer than everything else of an export. Nothing has its final name yet, so a kill leaves nothing half written.
 */
export function writeSmallFile(path: string, text: string): { readonly bytes: number; readonly sha256: string } {
  const bytes = Buffer.from(text, 'utf8')
  const file = openSync(path, 'w')
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
  } finally {
    closeSync(file)
  }
  return { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
}
