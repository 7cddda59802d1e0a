import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import * as v from 'valibot'
import { Device } from '../../../shared/api/engine.ts'
import { dialectById } from '../../../shared/dialects/registry.ts'
import { AppError } from '../../../shared/errors.ts'
import { createJudge } from '../../../shared/evaluation/judge.ts'
import { type EvaluationReport, makeReport } from '../../../shared/evaluation/report.ts'
import { type SaidAnswer, saidFromResult } from '../../../shared/evaluation/said-answer.ts'
import { evaluateModel } from '../../services/evaluate/evaluate-model.ts'
import { type EvaluationSet, reviewedSet } from '../../services/evaluate/evaluation-set.ts'
import { readRows, requestSet } from '../../services/evaluate/request-set.ts'
import { sceneSet } from '../../services/evaluate/scene-set.ts'
import { writeFileDurably } from '../../services/files/durable-file.ts'
import { defaultOptions } from './ask.ts'
import { describeReport } from './describe-report.ts'
import { type CommandContext, openModel } from './open-model.ts'
import { withServices } from './with-services.ts'

/** The words of `deixis evaluate` as they were typed. */
export type EvaluateWords = {
  readonly model?: string
  readonly device?: string
  readonly scenes?: string
  readonly seed?: string
  readonly split?: string
  readonly style?: readonly string[]
  readonly questions?: string
  readonly words?: string
  readonly dialogues?: boolean
  readonly project?: string
  readonly requests?: string
  /** Results of an earlier `deixis run` on the requests: nothing is asked. */
  readonly results?: string
  /** Free decoding: coordinates are not forced to be valid. */
  readonly free?: boolean
  readonly worst?: string
  readonly json?: boolean
  readonly out?: string
}

const noteEveryMs = 5000

/** Measures a model on questions with known answers; gives the exit code: 1 when a question got no answer, 130 when interrupted. */
export async function evaluate(words: EvaluateWords, context: CommandContext): Promise<number> {
  const given = [words.scenes, words.project, words.requests].filter((word) => word !== undefined)
  if (given.length !== 1) throw badWord('Give one of --scenes, --project and --requests.')
  const worst = wholeNumber(words.worst ?? '40', '--worst', 0)
  let report: EvaluationReport
  try {
    report =
      words.results === undefined
        ? await measure(words, worst, context)
        : await scoreFile(words.requests, words.results, worst, context)
  } catch (error) {
    if (!context.signal.aborted) throw error
    context.note('stopped before the first question\n')
    return 130
  }
  const json = `${JSON.stringify(report, null, 2)}\n`
  if (words.out !== undefined) {
    await writeFileDurably(resolve(words.out), [json]).catch((cause: unknown) => {
      throw new AppError('export.write-failed', { message: `${words.out} could not be written.`, cause })
    })
  }
  if (words.json) context.out(json)
  else context.out(describeReport(report))
  if (report.total === 0) context.note('there is nothing to ask: no question has a known answer\n')
  if (report.stopped) {
    context.note(`stopped after ${report.asked} of ${report.total}\n`)
    return 130
  }
  return report.missing > 0 ? 1 : 0
}

async function measure(words: EvaluateWords, worst: number, context: CommandContext): Promise<EvaluationReport> {
  const device = v.safeParse(Device, words.device ?? 'auto')
  if (!device.success) throw badWord(`--device takes ${Device.options.join(', ')}.`)
  const folder = await mkdtemp(join(tmpdir(), 'deixis-evaluate-'))
  try {
    const model = await openModel(context, words.model, device.output)
    try {
      const set = await openSet(words, model.manifest.dialect, folder, context)
      const generate = { ...defaultOptions, constrained: !words.free }
      const { signal, version: appVersion } = context
      let report: EvaluationReport | null = null
      let notedAt = performance.now()
      for await (const step of evaluateModel({ ...model, set, generate, appVersion, worst, signal })) {
        if (step.kind === 'report') report = step.report
        else if (step.done === 0) context.note(`asking ${step.total} questions\n`)
        else if (performance.now() - notedAt > noteEveryMs) {
          notedAt = performance.now()
          context.note(`${step.done} of ${step.total} asked, ${step.right} right\n`)
        }
      }
      if (!report) throw new AppError('rpc.cancelled')
      return report
    } finally {
      await model.engine.close()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function openSet(
  words: EvaluateWords,
  dialectId: string,
  folder: string,
  context: CommandContext,
): Promise<EvaluationSet> {
  if (words.requests !== undefined) return requestSet(words.requests)
  if (words.project !== undefined) return projectSet(words.project, dialectId, context)
  const { split = 'heldout', words: wording } = words
  if (split !== 'train' && split !== 'heldout') throw badWord('--split takes train or heldout.')
  if (wording !== undefined && wording !== 'unseen') throw badWord('--words takes unseen.')
  const options = {
    count: wholeNumber(words.scenes ?? '', '--scenes', 1),
    seed: wholeNumber(words.seed ?? '1', '--seed', 0),
    questions: wholeNumber(words.questions ?? '6', '--questions', 1),
    styles: [...(words.style ?? [])],
    dialogues: words.dialogues ?? false,
    split,
    ...(wording === undefined ? {} : { words: 'unseen' as const }),
  } as const
  return sceneSet(options, folder, context.signal)
}

async function projectSet(project: string, dialectId: string, context: CommandContext): Promise<EvaluationSet> {
  return withServices(context, async ({ services, open }) => {
    const { id, name, path } = await open(project)
    const images = Object.fromEntries(await services.projects.images(id))
    const document = { ...(await services.projects.records(id)), images }
    const dialect = dialectById(dialectId)
    if (!dialect) throw new AppError('model.bad-manifest', { detail: `dialect: ${dialectId} is not known` })
    const imagePath = (imageId: string): string => join(path, ...(images[imageId]?.path ?? imageId).split('/'))
    return reviewedSet({ name, document, imagePath }, dialect)
  })
}

async function scoreFile(
  requests: string | undefined,
  results: string,
  worst: number,
  context: CommandContext,
): Promise<EvaluationReport> {
  if (requests === undefined) throw badWord('--results goes with --requests.')
  const set = await requestSet(requests)
  const said = new Map<string, SaidAnswer>()
  for (const row of await readRows(resolve(results), v.unknown())) {
    const read = saidFromResult(row)
    if (read) said.set(read.id, read.said)
  }
  const judge = createJudge(set.vocabulary)
  const rows = []
  for await (const { question } of set.items()) rows.push(judge(question, said.get(question.id) ?? null))
  return makeReport(
    {
      appVersion: context.version,
      startedAt: new Date().toISOString(),
      model: null,
      source: { kind: 'requests', file: basename(requests) },
      total: set.total,
      skipped: set.skipped,
      stopped: false,
      failures: [],
    },
    rows,
    worst,
    () => ({ text: '', shapes: [] }),
  )
}

function wholeNumber(typed: string, what: string, least: number): number {
  const value = Number(typed)
  if (typed.trim() !== '' && Number.isSafeInteger(value) && value >= least) return value
  throw badWord(`${what} ${typed}: a whole number from ${least} on is needed.`)
}

function badWord(message: string): AppError {
  return new AppError('rpc.bad-input', { message })
}
