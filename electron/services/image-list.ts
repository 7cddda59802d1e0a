import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import type { ScanItem } from '../../shared/api/project.ts'
import { ImageRecord } from '../../shared/dialogue/image.ts'
import { writeFileDurably } from './durable-file.ts'
import { type ReadSize, scanFolder } from './scan-folder.ts'

/** The pictures of one folder: what earlier scans found, kept in a file so that the next start need not read every header. */
export type ImageList = {
  readonly byId: ReadonlyMap<string, ImageRecord>
  scan(signal?: AbortSignal): AsyncIterable<ScanItem>
  /** Resolves when at least one scan has been completed since the start. */
  complete(): Promise<void>
}

const Kept = v.object({ version: v.literal(1), images: v.array(ImageRecord) })

/** Opens the list of the pictures below `root`; `file` is a mere cache, and a damaged one is begun anew. */
export async function openImageList(root: string, file: string, readSize: ReadSize): Promise<ImageList> {
  const kept = await readKept(file)
  const byId = new Map(kept.map((image) => [image.id as string, image]))
  const byPath = new Map(kept.map((image) => [image.path, image]))
  let completed = false

  async function* scan(signal?: AbortSignal): AsyncGenerator<ScanItem> {
    const seen = new Set<string>()
    let changed = 0
    for await (const item of scanFolder(root, { readSize, known: byPath, ...(signal ? { signal } : {}) })) {
      if (item.kind === 'images') {
        for (const image of item.images) {
          if (byPath.get(image.path) !== image) changed++
          seen.add(image.id)
          byId.set(image.id, image)
          byPath.set(image.path, image)
        }
      }
      yield item
    }
    if (signal?.aborted) return
    for (const image of [...byId.values()]) {
      if (seen.has(image.id)) continue
      byId.delete(image.id)
      byPath.delete(image.path)
      changed++
    }
    completed = true
    if (changed > 0) await writeFileDurably(file, [JSON.stringify({ version: 1, images: [...byId.values()] })])
  }

  return {
    byId,
    scan,
    async complete() {
      if (completed) return
      for await (const _ of scan()) {
        // Only the list is wanted here, not the report.
      }
    },
  }
}

async function readKept(file: string): Promise<ImageRecord[]> {
  try {
    const parsed = v.safeParse(Kept, JSON.parse(await readFile(file, 'utf8')))
    return parsed.success ? parsed.output.images : []
  } catch {
    return []
  }
}

/** Where a project's folder keeps the list. */
export function imageListPath(projectFolder: string): string {
  return join(projectFolder, 'images.json')
}
