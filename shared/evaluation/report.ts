import * as v from 'valibot'
import type { Judged } from './judge.ts'
import { Scores, scoresOf } from './scores.ts'
import { round, Share, shareOf } from './share.ts'
import { type AskedQuestion, WorstCase, worstCases } from './worst-cases.ts'

export const EvaluationSource = v.variant('kind', [
  v.object({
    kind: v.literal('scenes'),
    count: v.number(),
    seed: v.number(),
    split: v.string(),
    /** Drawing styles; empty: the usual ones. */
    styles: v.array(v.string()),
    /** Questions of one turn for each scene. */
    questions: v.number(),
    dialogues: v.boolean(),
    /** `unseen`: asked in words that training never met. */
    words: v.optional(v.literal('unseen')),
  }),
  v.object({ kind: v.literal('project'), name: v.string() }),
  v.object({ kind: v.literal('requests'), file: v.string() }),
])
/** What was asked. */
export type EvaluationSource = v.InferOutput<typeof EvaluationSource>

/** Who answered, and how; null in a report on results that were read from a file. */
const EvaluatedModel = v.object({
  id: v.string(),
  hash: v.string(),
  dialect: v.string(),
  provider: v.string(),
  constrained: v.boolean(),
  temperature: v.number(),
})

export const EvaluationReport = v.object({
  format: v.literal('deixis-evaluation'),
  version: v.literal(1),
  appVersion: v.string(),
  startedAt: v.string(),
  model: v.nullable(EvaluatedModel),
  source: EvaluationSource,
  /** Questions in the set, and how many of them the scores are about: fewer when it was stopped. */
  total: v.number(),
  asked: v.number(),
  stopped: v.boolean(),
  /** Asked, but without an answer; they count as wrong. The reasons with how often each came. */
  missing: v.number(),
  failures: v.array(v.object({ code: v.string(), message: v.string(), n: v.number() })),
  /** Reviewed turns that no question could be made of. */
  skipped: v.number(),
  /** Answers in which something looked like coordinates and could not be read. */
  invalid: Share,
  scores: Scores,
  /** Every question that wants boxes, by mean IoU: 20 bins of 0.05, the last one with 1. */
  iou: v.object({ n: v.number(), mean: v.nullable(v.number()), bins: v.array(v.number()) }),
  /** Seconds that the model took for an answer. */
  seconds: v.object({
    n: v.number(),
    mean: v.nullable(v.number()),
    median: v.nullable(v.number()),
    p95: v.nullable(v.number()),
  }),
  worst: v.array(WorstCase),
})
/**
 * What an evaluation found; the JSON that is exported and printed. Fields are only ever added within a version. A share is
 * `{n, right, share, low, high}` with Wilson's interval at 95 %.
 */
export type EvaluationReport = v.InferOutput<typeof EvaluationReport>

/** What a report tells besides what follows from the judged answers. */
export type ReportFacts = Pick<
  EvaluationReport,
  'appVersion' | 'startedAt' | 'model' | 'source' | 'total' | 'stopped' | 'failures' | 'skipped'
>

const iouBins = 20

/** Sums up the questions that were asked; `asked` gives the words of a question. */
export function makeReport(
  facts: ReportFacts,
  rows: readonly Judged[],
  worstLimit: number,
  asked: (id: string) => AskedQuestion,
): EvaluationReport {
  const answered = rows.filter(({ said }) => said !== null)
  return {
    format: 'deixis-evaluation',
    version: 1,
    ...facts,
    asked: rows.length,
    missing: rows.length - answered.length,
    invalid: shareOf(answered.filter(({ said }) => said?.unread).length, answered.length),
    scores: scoresOf(rows),
    iou: iouHistogram(rows),
    seconds: secondsOf(rows),
    worst: worstCases(rows, worstLimit, asked),
  }
}

function iouHistogram(rows: readonly Judged[]): EvaluationReport['iou'] {
  const values = rows.flatMap(({ iou }) => iou ?? [])
  const bins = new Array<number>(iouBins).fill(0)
  for (const value of values) {
    const bin = Math.min(iouBins - 1, Math.floor(value * iouBins))
    bins[bin] = (bins[bin] ?? 0) + 1
  }
  return { n: values.length, mean: meanOf(values), bins }
}

function secondsOf(rows: readonly Judged[]): EvaluationReport['seconds'] {
  const values = rows.flatMap(({ said }) => (said?.ms === null || said === null ? [] : said.ms / 1000))
  values.sort((a, b) => a - b)
  const at = (part: number): number | null => {
    const value = values[Math.min(values.length - 1, Math.floor(part * values.length))]
    return value === undefined ? null : round(value)
  }
  return { n: values.length, mean: meanOf(values), median: at(0.5), p95: at(0.95) }
}

function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : round(values.reduce((sum, value) => sum + value, 0) / values.length)
}
