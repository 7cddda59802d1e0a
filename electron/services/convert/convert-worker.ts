import { parentPort, workerData } from 'node:worker_threads'
import { toAppError } from '../../../shared/errors.ts'
import type { PieceBlock } from '../files/piece-blocks.ts'
import { createBlockConverter } from './block-converter.ts'
import { releaseBytes } from './block-text.ts'
import type { ConvertJob } from './convert-job.ts'

/** One thread of a conversion: blocks come in, what they became goes back, in the same order. */
function work(): void {
  const port = parentPort
  if (port === null) return
  const converter = createBlockConverter(workerData as ConvertJob)
  port.on('message', (block: PieceBlock | 'end') => {
    try {
      const results = block === 'end' ? [...converter.end()] : [converter.process(block)]
      if (block !== 'end') releaseBytes(block.bytes)
      // Functions do not go over; nobody looks at shapes there.
      const plain = results.map((one) => ({ ...one, lines: one.lines.map(({ shapes: _, ...line }) => line) }))
      const blocks = results.flatMap((one) => one.blocks)
      const buffers = blocks.map(({ bytes }) => bytes.buffer as ArrayBuffer)
      const isWhole = blocks.every(({ bytes }) => bytes.byteLength === bytes.buffer.byteLength)
      port.postMessage(plain, isWhole ? [...new Set(buffers)] : [])
    } catch (thrown) {
      const { code, message, detail } = toAppError(thrown)
      port.postMessage({ failure: { code, message, detail: detail ?? (thrown as Error).stack } })
    }
  })
}

work()
