import { formatById } from '../../../shared/dataset/registry.ts'
import { silentWays } from '../../../shared/dataset/silent-ways.ts'
import { dialectFor, formatFor } from '../../../shared/dataset/source-writer.ts'
import { AppError } from '../../../shared/errors.ts'
import type { ConvertRequest } from './convert-job.ts'
import { type ConvertBatch, readResults, threadsFor } from './convert-results.ts'
import { type ConvertSummary, createConvertSums } from './convert-sums.ts'
import { openConvertTarget } from './convert-target.ts'
import { inputFiles } from './input-files.ts'

/** Blocks that are read ahead of what was written, for each thread. */
const ahead = 3

/**
 * Works through a file in constant memory, its blocks in several threads where formats allow it. Broken pieces are reported and left
 * out; nothing stands under the final name until everything does. Rejects with `rpc.cancelled` when it is stopped.
 */
export async function convertFile(request: ConvertRequest): Promise<ConvertSummary> {
  const { job, signal, input, output } = request
  const from = formatById(job.from)
  if (from === null) throw new AppError('rpc.bad-input', { message: `There is no format ${job.from}.` })
  const files = await inputFiles(from, input)
  const total = files.reduce((sum, file) => sum + file.bytes, 0)
  const sums = createConvertSums(job, request.onReport)
  const target = output === null ? null : await openConvertTarget(request, output, sums.note)
  const waiting: ConvertBatch[] = []
  const name = files.length === 1 ? (files[0]?.name ?? '') : input

  async function settle(limit: number): Promise<void> {
    while (waiting.length > limit) {
      const { result, read } = waiting.shift() as ConvertBatch
      const done = await result
      sums.add(done, name)
      if (target !== null) sums.addWritten(await target.take(done))
      request.onProgress?.(read, total)
    }
  }

  const stop = (): void => {
    if (signal.aborted) throw new AppError('rpc.cancelled')
  }
  try {
    if (job.task !== 'count') {
      const format = formatFor(job.options)
      for (const line of silentWays(format, dialectFor(format, job.options))) sums.note(line)
    }
    for await (const batch of readResults(request, files, sums.note)) {
      stop()
      waiting.push(batch)
      await settle(batch.result instanceof Promise ? ahead * threadsFor(request) : 0)
    }
    await settle(0)
    stop()
    if (sums.isEmpty()) {
      const message = `Nothing was read: ${name} holds no record of ${from.id}.`
      sums.note({ severity: 'error', code: 'nothing-read', message, file: name })
    }
    const summary = sums.summary()
    const { written: records, errors, losses, warnings } = summary
    await target?.finish({ records, errors, losses, warnings })
    return summary
  } finally {
    await target?.discard()
  }
}
