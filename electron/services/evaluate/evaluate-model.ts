import { availableParallelism, cpus } from 'node:os'
import { performance } from 'node:perf_hooks'
import type { GenerateOptions, LoadedModel } from '../../../shared/api/engine.ts'
import type { Shape } from '../../../shared/dialogue/region.ts'
import { type AppError, toAppError } from '../../../shared/errors.ts'
import { createJudge, type Judged } from '../../../shared/evaluation/judge.ts'
import { type EvaluationReport, makeReport, type ReportFacts } from '../../../shared/evaluation/report.ts'
import type { SaidAnswer } from '../../../shared/evaluation/said-answer.ts'
import type { AskedQuestion } from '../../../shared/evaluation/worst-cases.ts'
import type { ModelManifest } from '../../engine/manifest.ts'
import { type Answer, converse, type Question } from '../chat/converse.ts'
import type { Engine } from '../engine/engine.ts'
import { inOrder } from '../flow/in-order.ts'
import type { EvaluationItem, EvaluationSet } from './evaluation-set.ts'

export type EvaluateOptions = {
  readonly engine: Engine
  /** Makes a second engine; used, and closed again, where the model runs on the CPU and there are cores for two. */
  readonly spare?: () => Engine
  readonly manifest: ModelManifest
  readonly set: EvaluationSet
  readonly generate: GenerateOptions
  readonly appVersion: string
  readonly worst: number
  readonly signal: AbortSignal
}

export type EvaluateStep =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number; readonly right: number }
  | { readonly kind: 'report'; readonly report: EvaluationReport }

const reportEveryMs = 2000

/**
 * Asks a model every question of a set and judges its answers; two processes share the questions, whose order stays. Reports come every two seconds and at the end; stopping ends it
 * with a report on what was asked until then. Fails only where the model cannot be loaded.
 */
export async function* evaluateModel(options: EvaluateOptions): AsyncGenerator<EvaluateStep> {
  const { engine, manifest, set } = options
  const loaded = await engine.load(manifest.id)
  const spare = loaded.provider === 'cpu' && set.total > 1 ? await openSpare(options) : null
  try {
    yield* askAll(options, loaded, spare ? [engine, spare] : [engine])
  } finally {
    await spare?.close()
  }
}

/** Loaded and ready, or null where one engine has to do. */
async function openSpare({ spare, manifest, signal }: EvaluateOptions): Promise<Engine | null> {
  // Electron's Node does not know the first of them.
  const cores = availableParallelism?.() ?? cpus().length
  if (!spare || cores < 2 || signal.aborted) return null
  const engine = spare()
  try {
    await engine.load(manifest.id, 'cpu')
    return engine
  } catch {
    await engine.close()
    return null
  }
}

async function* askAll(
  options: EvaluateOptions,
  loaded: LoadedModel,
  engines: readonly Engine[],
): AsyncGenerator<EvaluateStep> {
  const { manifest, set, generate, signal } = options
  const judge = createJudge(set.vocabulary)
  const rows: Judged[] = []
  const asked = new Map<string, AskedQuestion>()
  const failures = new Map<string, { code: string; message: string; n: number }>()
  const facts: Omit<ReportFacts, 'stopped' | 'failures'> = {
    appVersion: options.appVersion,
    startedAt: new Date().toISOString(),
    model: {
      id: manifest.id,
      hash: loaded.modelHash,
      dialect: manifest.dialect,
      provider: loaded.provider,
      constrained: generate.constrained,
      temperature: generate.temperature,
    },
    source: set.source,
    total: set.total,
    skipped: set.skipped,
  }
  const report = (): EvaluationReport =>
    makeReport(
      { ...facts, stopped: signal.aborted && rows.length < set.total, failures: [...failures.values()] },
      rows,
      options.worst,
      (id) => asked.get(id) ?? { text: '', shapes: [] },
    )
  let right = 0
  let reportedAt = performance.now()
  yield { kind: 'progress', done: 0, total: set.total, right }
  const ask = (item: EvaluationItem, engine: Engine) => askOne(item, engine, options)
  for await (const { job, result: outcome } of inOrder(set.items(), engines, ({ question }) => question.image, ask)) {
    if (outcome === 'stopped') break
    const { question } = job
    asked.set(question.id, outcome.asked)
    if (outcome.failure) {
      const { code, message } = outcome.failure
      const known = failures.get(code + message)
      failures.set(code + message, { code, message, n: (known?.n ?? 0) + 1 })
    }
    const judged = judge(question, outcome.said)
    rows.push(judged)
    if (judged.right) right++
    yield { kind: 'progress', done: rows.length, total: set.total, right }
    if (performance.now() - reportedAt < reportEveryMs) continue
    reportedAt = performance.now()
    yield { kind: 'report', report: report() }
  }
  yield { kind: 'report', report: report() }
}

type Outcome = {
  readonly asked: AskedQuestion
  readonly said: SaidAnswer | null
  readonly failure: AppError | null
}

async function askOne(item: EvaluationItem, engine: Engine, options: EvaluateOptions): Promise<Outcome | 'stopped'> {
  const { manifest, generate, appVersion, signal } = options
  if (signal.aborted) return 'stopped'
  let asked: AskedQuestion = { text: '', shapes: [] }
  try {
    const { imagePath, question } = await item.prepare()
    asked = describeQuestion(question)
    const answer = await converse({
      engine,
      manifest,
      imagePath,
      question,
      nextRegionNumber: 1,
      generate: { ...generate, ...item.options },
      appVersion,
      signal,
    })
    // Half an answer says nothing about the model.
    if (answer.run.finishReason === 'stopped') return 'stopped'
    return { asked, said: answer.failure ? null : saidOf(answer), failure: answer.failure }
  } catch (thrown) {
    if (signal.aborted) return 'stopped'
    return { asked, said: null, failure: toAppError(thrown) }
  }
}

function saidOf({ text, parts, regions, stats }: Answer): SaidAnswer {
  const byId = new Map(regions.map((region) => [region.id, region.shape]))
  return {
    text: text.trim(),
    parts: parts.flatMap((part): SaidAnswer['parts'] => {
      if (part.kind === 'mention') {
        const shapes = part.regionIds.map((id) => byId.get(id))
        return [{ shapes: shapes.filter((shape): shape is Shape => shape !== undefined) }]
      }
      return part.kind === 'image' ? [] : [part.text]
    }),
    unread: parts.some((part) => part.kind === 'malformed'),
    ms: stats?.totalMs ?? null,
  }
}

/** The last turn as people read it; a mention is the numbers of its places among the shapes. */
function describeQuestion({ turns, regions }: Question): AskedQuestion {
  const last = turns[turns.length - 1]
  const shapes: Shape[] = []
  const text = (last?.parts ?? []).map((part) => {
    if (part.kind === 'image') return ''
    if (part.kind !== 'mention') return part.text
    const numbers = part.regionIds.flatMap((id) => {
      const region = regions.find((each) => each.id === id)
      return region ? [shapes.push(region.shape)] : []
    })
    return ` [${numbers.join(', ')}] `
  })
  return {
    text: text
      .join('')
      .replace(/\s+/g, ' ')
      .replace(/ ([.,;:?!])/g, '$1')
      .trim(),
    shapes,
  }
}
