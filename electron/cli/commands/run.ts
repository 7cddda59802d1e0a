import { isUtf8 } from 'node:buffer'
import { type FileHandle, open } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import * as v from 'valibot'
import { AppError, toAppError } from '../../../shared/errors.ts'
import { describeIssues } from '../../../shared/rpc/wire.ts'
import { AskFileRequest, toQuestion } from '../../services/ask-request.ts'
import { converse } from '../../services/converse.ts'
import { readLines } from '../../services/read-lines.ts'
import { defaultOptions } from './ask.ts'
import { type CommandContext, type OpenModel, openModel } from './open-model.ts'
import { toResult } from './result.ts'
import { openResults, requestKey } from './results-file.ts'

/** The words of `deixis run` as they were typed. */
export type RunOptions = { readonly requests: string; readonly out: string; readonly model?: string }

/** Answers the requests of a file, one line each; gives the exit code: 1 when any of them failed, 130 when interrupted. */
export async function run(options: RunOptions, context: CommandContext): Promise<number> {
  const requests = await openRequests(resolve(options.requests))
  try {
    const results = await openResults(resolve(options.out))
    try {
      if (results.droppedBytes > 0) context.note(`dropped a torn last line of ${results.droppedBytes} bytes\n`)
      const model = await openModel(context, options.model)
      try {
        return await answerAll(requests, results, model, dirname(resolve(options.requests)), context)
      } finally {
        await model.engine.close()
      }
    } finally {
      await results.close()
    }
  } finally {
    await requests.close()
  }
}

async function answerAll(
  requests: FileHandle,
  results: Awaited<ReturnType<typeof openResults>>,
  model: OpenModel,
  folder: string,
  context: CommandContext,
): Promise<number> {
  const seen = new Map<string, number>()
  const started = performance.now()
  let answered = 0
  let failed = results.failedBefore
  let skipped = 0
  let number = 0
  const progress = (): void => {
    const perSecond = (answered / Math.max(performance.now() - started, 1)) * 1000
    context.note(`${answered} answered, ${skipped} there already, ${failed} failed, ${perSecond.toFixed(1)}/s\n`)
  }
  for await (const line of readLines(requests)) {
    number++
    const text = number === 1 ? line.text.replace(/^\uFEFF/, '') : line.text
    if (text.trim() === '') continue
    const given = isUtf8(line.bytes) ? parseLine(text) : notText
    const key = requestKey(given.id, number)
    const earlier = seen.get(key)
    seen.set(key, earlier ?? number)
    // A second line with the same id has its own result, which says so.
    if (results.done.has(earlier === undefined ? key : requestKey(null, number))) {
      skipped++
      continue
    }
    let result: object
    try {
      if (earlier !== undefined) throw badLine(`The id is that of line ${earlier} already.`)
      if (given.problem) throw given.problem
      result = { id: given.id, ...(await answer(given.request, model, folder, context)) }
      answered++
    } catch (thrown) {
      if (context.signal.aborted) break
      const { code, message, hint, detail } = toAppError(thrown)
      result = { id: given.id ?? null, error: { code, message, line: number, hint, detail } }
      failed++
      context.note(`line ${number}: ${[message, hint, detail].filter(Boolean).join(' ')}\n`)
    }
    await results.append(result)
    if ((answered + failed) % 50 === 0) progress()
  }
  progress()
  if (results.failedBefore > 0)
    context.note('Those that failed before stay so: delete their lines to ask them again.\n')
  if (context.signal.aborted) return 130
  return failed > 0 ? 1 : 0
}

async function answer(request: AskFileRequest, model: OpenModel, folder: string, context: CommandContext) {
  const imagePath = resolve(folder, request.image)
  const { question, warnings } = await toQuestion(request, imagePath)
  const said = await converse({
    ...model,
    imagePath,
    question,
    nextRegionNumber: question.regions.length + 1,
    generate: { ...defaultOptions, ...request.options },
    appVersion: context.version,
    signal: context.signal,
  })
  if (said.failure) throw said.failure
  // Half an answer is no result: the line is left for the next run.
  if (said.run.finishReason === 'stopped') throw new AppError('rpc.cancelled')
  return toResult(said, warnings)
}

type Line =
  | { readonly id: string | number; readonly request: AskFileRequest; readonly problem?: undefined }
  | { readonly id: string | number | undefined; readonly problem: AppError }

const notText: Line = {
  id: undefined,
  problem: badLine('It is not UTF-8 text.', undefined, 'Save the requests file as UTF-8.'),
}

function parseLine(text: string): Line {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    return { id: undefined, problem: badLine('It is not JSON.', cause instanceof Error ? cause.message : undefined) }
  }
  const parsed = v.safeParse(AskFileRequest, value)
  if (parsed.success) return { id: parsed.output.id, request: parsed.output }
  const { id } = (value ?? {}) as { id?: unknown }
  const known = typeof id === 'string' || Number.isSafeInteger(id) ? (id as string | number) : undefined
  return { id: known, problem: badLine('It does not describe a question.', describeIssues(parsed.issues)) }
}

function badLine(message: string, detail?: string, hint?: string): AppError {
  return new AppError('requests.bad-line', { message, hint, detail })
}

async function openRequests(path: string): Promise<FileHandle> {
  try {
    const file = await open(path, 'r')
    if ((await file.stat()).isFile()) return file
    await file.close()
  } catch (cause) {
    throw new AppError('requests.bad-line', {
      message: `The requests file ${path} could not be read.`,
      detail: String(cause),
      cause,
    })
  }
  throw new AppError('requests.bad-line', { message: `${path} is no requests file but a folder or a device.` })
}
