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
  /** Ids of the pictures that are turned by their orientation tag. */
  readonly turned: ReadonlySet<string>
  scan(signal?: AbortSignal): AsyncIterable<ScanItem>
  /** Resolves when at least one scan has been completed since the start. */
  complete(): Promise<void>
}

const Kept = v.object({ version: v.literal(2), images: v.array(ImageRecord), turned: v.array(v.string()) })

/** Opens the list of the pictures below `root`; `file` is a mere cache, and a damaged one is begun anew. */
export async function openImageList(root: string, file: string, readSize: ReadSize): Promise<ImageList> {
  const kept = await readKept(file)
  const byId = new Map(kept.images.map((image) => [image.id as string, image]))
  const byPath = new Map(kept.images.map((image) => [image.path, image]))
  const turned = new Set(kept.turned)
  let completed = false

  function noteTurned({ id }: ImageRecord, isTurned: boolean): void {
    if (isTurned) turned.add(id)
    else turned.delete(id)
  }

  async function* scan(signal?: AbortSignal): AsyncGenerator<ScanItem> {
    const seen = new Set<string>()
    let changed = 0
    const options = { readSize, known: byPath, onRead: noteTurned, ...(signal ? { signal } : {}) }
    for await (const item of scanFolder(root, options)) {
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
      turned.delete(image.id)
      changed++
    }
    completed = true
    if (changed === 0) return
    const now: v.InferOutput<typeof Kept> = { version: 2, images: [...byId.values()], turned: [...turned] }
    await writeFileDurably(file, [JSON.stringify(now)])
  }

  return {
    byId,
    turned,
    scan,
    async complete() {
      if (completed) return
      for await (const _ of scan()) {
        // Only the list is wanted here, not the report.
      }
    },
  }
}

async function readKept(file: string): Promise<Pick<v.InferOutput<typeof Kept>, 'images' | 'turned'>> {
  const nothing = { images: [], turned: [] }
  try {
    const parsed = v.safeParse(Kept, JSON.parse(await readFile(file, 'utf8')))
    return parsed.success ? parsed.output : nothing
  } catch {
    return nothing
  }
}

/** Where a project's folder keeps the list. */
export function imageListPath(projectFolder: string): string {
  return join(projectFolder, 'images.json')
}
