import { Worker } from 'node:worker_threads'
import { AppError } from '../../../shared/errors.ts'
import type { PieceBlock } from '../files/piece-blocks.ts'
import type { BlockResult, ConvertJob } from './convert-job.ts'

/** Threads that work through blocks; results are asked for in the order of the blocks. */
export type ConvertThreads = {
  process(block: PieceBlock): Promise<BlockResult>
  /** The rest of every thread. */
  end(): Promise<BlockResult[]>
  close(): Promise<void>
}

type Waiting = { resolve(results: BlockResult[]): void; reject(reason: unknown): void }

function startThread(job: ConvertJob) {
  const worker = new Worker(new URL('./convert-worker.ts', import.meta.url), {
    workerData: job,
    // What a line leaves behind dies young; left to itself the young generation grows to a hundred megabytes.
    resourceLimits: { maxYoungGenerationSizeMb: 12, maxOldGenerationSizeMb: 512 },
  })
  const waiting: Waiting[] = []
  let failure: unknown = null
  const fail = (reason: unknown): void => {
    failure ??= reason
    for (const one of waiting.splice(0)) one.reject(reason)
  }
  worker.on('message', (message: BlockResult[] | { failure: { code: string; message: string; detail?: string } }) => {
    if ('failure' in message)
      fail(new AppError('rpc.internal', { detail: message.failure.detail ?? message.failure.message }))
    else waiting.shift()?.resolve(message)
  })
  worker.on('error', fail)
  worker.on('exit', () => fail(new AppError('rpc.internal', { detail: 'a thread ended' })))

  function send(message: PieceBlock | 'end', transfer: ArrayBuffer[]): Promise<BlockResult[]> {
    if (failure !== null) return Promise.reject(failure)
    return new Promise((resolve, reject) => {
      worker.postMessage(message, transfer)
      waiting.push({ resolve, reject })
    })
  }
  return { send, waiting, close: () => worker.terminate() }
}

function byWaiting(a: { waiting: readonly unknown[] }, b: { waiting: readonly unknown[] }): number {
  return a.waiting.length - b.waiting.length
}

/** Starts threads for a job whose formats are read and written without regard to other pieces. */
export function startThreads(job: ConvertJob, count: number): ConvertThreads {
  const threads = Array.from({ length: count }, () => startThread(job))
  return {
    async process(block) {
      const [thread] = [...threads].sort(byWaiting)
      if (thread === undefined) throw new Error('no threads')
      const { bytes } = block
      // A small buffer may be a part of a shared one, which cannot be handed over.
      const isOwn = bytes.byteLength === bytes.buffer.byteLength
      const own = isOwn ? bytes : new Uint8Array(bytes)
      const [result] = await thread.send({ ...block, bytes: own }, [own.buffer as ArrayBuffer])
      return result as BlockResult
    },
    end: async () => (await Promise.all(threads.map((thread) => thread.send('end', [])))).flat(),
    async close() {
      await Promise.all(threads.map((thread) => thread.close()))
    },
  }
}
