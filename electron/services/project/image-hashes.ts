import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { appendFile, open } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import type { ImageRecord } from '../../../shared/dialogue/image.ts'
import { readLines } from '../files/read-lines.ts'

const Line = v.object({ id: v.string(), bytes: v.number(), modifiedAt: v.number(), sha256: v.string() })

/** What pictures that people worked on look like inside, so that they are known again under another name. */
export type ImageHashes = {
  /** Reads these pictures' files by and by, unless they are known as they are. More than a person can touch at once are left out. */
  note(images: readonly ImageRecord[]): void
  /** The hash noted for an image, if it was of a file of this length. */
  of(image: Pick<ImageRecord, 'id' | 'bytes'>): string | null
  /** Takes no more; resolves when what waits was read. */
  close(): Promise<void>
}

const mostAtOnce = 50

/** The SHA-256 of a file's bytes. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

async function readKept(file: string): Promise<Map<string, v.InferOutput<typeof Line>>> {
  const kept = new Map<string, v.InferOutput<typeof Line>>()
  const handle = await open(file, 'r').catch(() => null)
  if (handle === null) return kept
  try {
    for await (const { text } of readLines(handle)) {
      try {
        const line = v.safeParse(Line, JSON.parse(text))
        if (line.success) kept.set(line.output.id, line.output)
      } catch {
        // A line torn by a crash: its picture is read again when it is next worked on.
      }
    }
  } finally {
    await handle.close()
  }
  return kept
}

/** The hashes in a file of the project's folder; a mere cache. `fileOf` says where a picture lies. */
export async function openImageHashes(
  file: string,
  fileOf: (image: ImageRecord) => string,
  onProblem: (problem: unknown) => void,
): Promise<ImageHashes> {
  const kept = await readKept(file)
  const waiting = new Map<string, ImageRecord>()
  let working: Promise<void> | null = null
  let closed = false

  async function work(): Promise<void> {
    for (const [id, image] of waiting) {
      waiting.delete(id)
      // A picture that cannot be read now is no loss: it is only not known again by its content.
      const sha256 = await hashFile(fileOf(image)).catch(() => null)
      if (sha256 === null) continue
      const line = { id: image.id, bytes: image.bytes, modifiedAt: image.modifiedAt, sha256 }
      kept.set(image.id, line)
      await appendFile(file, `${JSON.stringify(line)}\n`).catch(onProblem)
    }
    working = null
  }

  return {
    note(images) {
      if (closed || images.length > mostAtOnce) return
      for (const image of images) {
        const known = kept.get(image.id)
        if (known?.bytes !== image.bytes || known.modifiedAt !== image.modifiedAt) waiting.set(image.id, image)
      }
      if (waiting.size > 0) working ??= work()
    },
    of({ id, bytes }) {
      const known = kept.get(id)
      return known?.bytes === bytes ? known.sha256 : null
    },
    async close() {
      closed = true
      await working
    },
  }
}

/** Where a project's folder keeps the hashes. */
export function imageHashesPath(projectFolder: string): string {
  return join(projectFolder, 'hashes.jsonl')
}
