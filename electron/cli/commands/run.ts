import { isUtf8 } from 'node:buffer'
import { type FileHandle, open } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import * as v from 'valibot'
import { AppError, toAppError } from '../../../shared/errors.ts'
import { describeIssues } from '../../../shared/rpc/wire.ts'
import { converse } from '../../services/chat/converse.ts'
import { AskFileRequest, toQuestion } from '../../services/evaluate/ask-request.ts'
import { readLines } from '../../services/files/read-lines.ts'
import { defaultOptions } from './ask.ts'
import { type ModelPool, openModelPool, processCount } from './model-pool.ts'
import type { CommandContext, OpenModel } from './open-model.ts'
import { toResult } from './result.ts'
import { openResults, requestKey } from './results-file.ts'

/** The words of `deixis run` as they were typed. */
export type RunOptions = {
  readonly requests: string
  readonly out: string
  readonly model?: string
  readonly processes?: string
}

/** How many requests of each process are read ahead: enough that none waits for another's long answer. */
const ahead = 16

/** Answers the requests of a file, one line each; gives the exit code: 1 when any of them failed, 130 when interrupted. */
export async function run(options: RunOptions, context: CommandContext): Promise<number> {
  const size = processCount(options.processes)
  const requests = await openRequests(resolve(options.requests))
  try {
    const results = await openResults(resolve(options.out))
    try {
      if (results.droppedBytes > 0) context.note(`dropped a torn last line of ${results.droppedBytes} bytes\n`)
      const models = await openModelPool(context, size, options.model)
      try {
        return await answerAll(requests, results, models, dirname(resolve(options.requests)), context)
      } finally {
        await models.close()
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
  models: ModelPool,
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
  // Answered at the same time, written in the order of the requests.
  const underWay: Promise<Outcome>[] = []
  const settle = async (): Promise<boolean> => {
    const outcome = await underWay.shift()
    if (!outcome || outcome.kind === 'interrupted') return false
    if (outcome.kind === 'failed') {
      failed++
      context.note(outcome.note)
    } else answered++
    await results.append(outcome.result)
    if ((answered + failed) % 50 === 0) progress()
    return true
  }
  let goesOn = true
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
    const { id, problem, request } = given
    const at = number
    const attempt = async (): Promise<object> => {
      if (earlier !== undefined) throw badLine(`The id is that of line ${earlier} already.`)
      if (problem) throw problem
      const said = await models.run(request.image, (model) => answer(request, model, folder, context))
      return { id, ...said }
    }
    underWay.push(outcomeOf(attempt(), id, at, context))
    if (underWay.length >= ahead * models.size) goesOn = await settle()
    if (!goesOn) break
  }
  while (goesOn && underWay.length > 0) goesOn = await settle()
  progress()
  if (results.failedBefore > 0)
    context.note('Those that failed before stay so: delete their lines to ask them again.\n')
  if (context.signal.aborted) return 130
  return failed > 0 ? 1 : 0
}

type Outcome =
  | { readonly kind: 'answered'; readonly result: object }
  | { readonly kind: 'failed'; readonly result: object; readonly note: string }
  | { readonly kind: 'interrupted' }

/** Never rejects: what went wrong with a line is its result, unless the whole run was interrupted. */
async function outcomeOf(
  attempt: Promise<object>,
  id: string | number | undefined,
  line: number,
  { signal }: CommandContext,
): Promise<Outcome> {
  try {
    return { kind: 'answered', result: await attempt }
  } catch (thrown) {
    if (signal.aborted) return { kind: 'interrupted' }
    const { code, message, hint, detail } = toAppError(thrown)
    const note = `line ${line}: ${[message, hint, detail].filter(Boolean).join(' ')}\n`
    return { kind: 'failed', result: { id: id ?? null, error: { code, message, line, hint, detail } }, note }
  }
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
  | { readonly id: string | number | undefined; readonly request?: undefined; readonly problem: AppError }

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
