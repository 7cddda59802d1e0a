import { createStatistics, type Statistics } from '../../shared/dataset/statistics.ts'
import type { ImageRecord } from '../../shared/dialogue/image.ts'
import { createDexieStore } from '../db/dexie-store.ts'

/** What is to be counted: the database of a project, and the pictures in the order of its folder. */
export type StatisticsRequest = {
  readonly name: string
  readonly images: readonly Pick<ImageRecord, 'id' | 'width' | 'height'>[]
}

/** How many records were read so far; then what was counted, or why it could not be. */
export type StatisticsReply =
  | { readonly kind: 'read'; readonly records: number }
  | { readonly kind: 'done'; readonly statistics: Statistics }
  | { readonly kind: 'failed'; readonly reason: string }

const reply = (message: StatisticsReply): void => self.postMessage(message)

async function count({ name, images }: StatisticsRequest): Promise<void> {
  const store = createDexieStore(name)
  try {
    const counter = createStatistics(images)
    let read = 0
    for await (const records of store.records()) {
      counter.take(records)
      read += records.length
      reply({ kind: 'read', records: read })
    }
    reply({ kind: 'done', statistics: counter.finish() })
  } finally {
    store.close()
  }
}

self.onmessage = ({ data }: MessageEvent<StatisticsRequest>) => {
  count(data).catch((error: unknown) => reply({ kind: 'failed', reason: String(error) }))
}
