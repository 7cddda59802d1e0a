import { Worker } from 'node:worker_threads'
import { type SmallFiles, type WrittenFile, writeSmallFilesHere } from './small-file.ts'

/** So many files are written before a thread is worth its start. */
const filesBefore = 256
const filesOfBatch = 512
/** Batches on their way: what is read meanwhile must not pile up. */
const mostBatches = 4

/** Paths and texts by turns, as one text: that many small ones take several times as long to hand over. */
export type SmallFileBatch = { readonly joined: string; readonly lengths: readonly number[] }

type Batch = { readonly pieces: string[]; readonly onWritten: ((written: WrittenFile) => void)[] }

/** Files beyond the first few are written by a thread of their own, while the next ones are made. */
export function writeSmallFilesBeside(): SmallFiles {
  const here = writeSmallFilesHere()
  const sent: Batch[] = []
  let batch: Batch = { pieces: [], onWritten: [] }
  let count = 0
  let worker: Worker | null = null
  let failure: Error | null = null
  let wake = (): void => undefined

  function fail(error: Error): void {
    failure ??= error
    wake()
  }

  function start(): Worker {
    const started = new Worker(new URL('./small-file-worker.ts', import.meta.url))
    started.on('message', (answer: readonly WrittenFile[] | string) => {
      const done = sent.shift()
      if (typeof answer === 'string') fail(new Error(answer))
      else for (const [at, written] of answer.entries()) done?.onWritten[at]?.(written)
      wake()
    })
    started.on('error', fail)
    started.on('exit', () => fail(new Error('the thread that writes files ended')))
    return started
  }

  function send(): void {
    worker ??= start()
    const { pieces } = batch
    const message: SmallFileBatch = { joined: pieces.join(''), lengths: pieces.map(({ length }) => length) }
    worker.postMessage(message)
    sent.push({ ...batch, pieces: [] })
    batch = { pieces: [], onWritten: [] }
  }

  /** Rejects when a file could not be written. */
  async function settle(most: number): Promise<void> {
    while (failure === null && sent.length > most) {
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
    if (failure !== null) throw failure
  }

  return {
    add(path, text, onWritten) {
      if (count++ < filesBefore) return here.add(path, text, onWritten)
      batch.pieces.push(path, text)
      batch.onWritten.push(onWritten)
      if (batch.onWritten.length < filesOfBatch) return undefined
      send()
      return sent.length > mostBatches || failure !== null ? settle(mostBatches) : undefined
    },
    async end() {
      if (batch.onWritten.length > 0) send()
      await settle(0)
    },
    async close() {
      await worker?.terminate()
    },
  }
}
