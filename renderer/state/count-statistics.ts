import { createStatistics, type Statistics } from '../../shared/dataset/statistics.ts'
import type { ImageRecord } from '../../shared/dialogue/image.ts'
import type { RecordChange } from '../../shared/document/document.ts'
import { AppError } from '../../shared/errors.ts'
import type { StatisticsReply, StatisticsRequest } from './statistics-worker.ts'

/** Counts a project: tells how many records it has read, and stops when the signal says so. */
export type CountStatistics = (
  images: readonly ImageRecord[],
  onRead: (records: number) => void,
  signal: AbortSignal,
) => Promise<Statistics>

/** Counts the records that somebody reads, on this thread. */
export function countRecords(records: () => AsyncIterable<readonly RecordChange[]>): CountStatistics {
  return async (images, onRead, signal) => {
    const counter = createStatistics(images)
    let read = 0
    for await (const some of records()) {
      if (signal.aborted) throw new AppError('rpc.cancelled')
      counter.take(some)
      read += some.length
      onRead(read)
    }
    return counter.finish()
  }
}

/** Counts a project's database on a thread of its own: a million regions take longer than a window may stand still. */
export function countDatabase(name: string): CountStatistics {
  return (images, onRead, signal) =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL('./statistics-worker.ts', import.meta.url), { type: 'module' })
      const end = (): void => worker.terminate()
      signal.addEventListener('abort', () => {
        end()
        reject(new AppError('rpc.cancelled'))
      })
      worker.onmessage = ({ data }: MessageEvent<StatisticsReply>) => {
        if (data.kind === 'read') return onRead(data.records)
        end()
        if (data.kind === 'done') resolve(data.statistics)
        else reject(new AppError('rpc.internal', { detail: data.reason }))
      }
      worker.onerror = (event) => {
        end()
        reject(new AppError('rpc.internal', { detail: event.message }))
      }
      const known = images.map(({ id, width, height }) => ({ id, width, height }))
      worker.postMessage({ name, images: known } satisfies StatisticsRequest)
    })
}
