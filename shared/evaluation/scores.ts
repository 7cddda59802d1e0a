import * as v from 'valibot'
import type { EvaluationQuestion } from './expected-answer.ts'
import type { Judged } from './judge.ts'
import { boxOfNumbers } from './judge.ts'
import { round, Share, shareOf } from './share.ts'

const BoxScore = v.object({ n: v.number(), acc50: Share, acc75: Share, meanIou: v.nullable(v.number()) })
/** How good boxes are. Thresholds are for the least IoU of a question's boxes; an answer with another number of boxes has IoU 0. */
type BoxScore = v.InferOutput<typeof BoxScore>

export const Scores = v.object({
  rec: v.object({
    one: BoxScore,
    /** One object by the long side of its box as a share of the picture's: below 12 %, below 25 %, above. */
    small: BoxScore,
    medium: BoxScore,
    large: BoxScore,
    several: BoxScore,
    /** In any task: what is not there is said not to be there, without a box. */
    absent: Share,
    /** What is there is not said to be absent. */
    notDenied: Share,
  }),
  /** Every question by its task, and in it by its form. */
  tasks: v.array(
    v.object({ task: v.string(), all: Share, forms: v.array(v.object({ form: v.string(), all: Share })) }),
  ),
  /** Listings: things said with the right name and an IoU of at least 0.5, against things and boxes together. */
  spotting: v.object({
    n: v.number(),
    things: v.number(),
    said: v.number(),
    hits: v.number(),
    f1: v.nullable(v.number()),
  }),
  /** Questions inside dialogues by their turn, earlier turns given with the right answers; `whole`: every turn right. */
  dialogues: v.object({ whole: Share, turns: v.array(v.object({ turn: v.number(), all: Share })) }),
})
/** What a set of judged answers comes to. */
export type Scores = v.InferOutput<typeof Scores>

const taskOrder = [
  'rec',
  'reg',
  'pointqa',
  'boxqa',
  'caption',
  'spotting',
  'count',
  'chessboard',
  'exists',
  'relation',
  'text',
]

/** Scores judged answers; a question without an answer counts as wrong. */
export function scoresOf(rows: readonly Judged[]): Scores {
  const rec = rows.filter(({ question }) => question.task === 'rec' && question.expect.kind === 'boxes')
  const one = rec.filter(({ question }) => boxCount(question) === 1)
  const sized = (from: number, to: number): BoxScore =>
    boxScore(one.filter(({ question }) => from <= shareOfLongSide(question) && shareOfLongSide(question) < to))
  return {
    rec: {
      one: boxScore(one),
      small: sized(0, 0.12),
      medium: sized(0.12, 0.25),
      large: sized(0.25, Number.POSITIVE_INFINITY),
      several: boxScore(rec.filter(({ question }) => boxCount(question) > 1)),
      absent: rightShare(rows.filter(({ question }) => question.expect.kind === 'absent')),
      notDenied: shareOf(rec.filter(({ said, denies }) => said !== null && !denies).length, rec.length),
    },
    tasks: byTask(rows),
    spotting: spottingScore(rows),
    dialogues: dialogueScore(rows),
  }
}

function rightShare(rows: readonly Judged[]): Share {
  return shareOf(rows.filter(({ right }) => right).length, rows.length)
}

function boxScore(rows: readonly Judged[]): BoxScore {
  const least = rows.map(({ leastIou }) => leastIou ?? 0)
  const above = (limit: number): Share => shareOf(least.filter((value) => value >= limit).length, rows.length)
  const sum = rows.reduce((total, { iou }) => total + (iou ?? 0), 0)
  return {
    n: rows.length,
    acc50: above(0.5),
    acc75: above(0.75),
    meanIou: rows.length === 0 ? null : round(sum / rows.length),
  }
}

function byTask(rows: readonly Judged[]): Scores['tasks'] {
  const rank = (task: string): number => (taskOrder.includes(task) ? taskOrder.indexOf(task) : taskOrder.length)
  return [...grouped(rows, ({ question }) => question.task)]
    .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map(([task, some]) => ({
      task,
      all: rightShare(some),
      forms: [...grouped(some, ({ question }) => question.form)]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([form, few]) => ({ form, all: rightShare(few) })),
    }))
}

function spottingScore(rows: readonly Judged[]): Scores['spotting'] {
  let [n, things, said, hits] = [0, 0, 0, 0]
  for (const { listing } of rows) {
    if (!listing) continue
    n++
    things += listing.things
    said += listing.said
    hits += listing.hits
  }
  return { n, things, said, hits, f1: things + said === 0 ? null : round((2 * hits) / (things + said)) }
}

function dialogueScore(rows: readonly Judged[]): Scores['dialogues'] {
  const inside = rows.filter(({ question }) => question.turn !== undefined)
  const turns = [...grouped(inside, ({ question }) => question.turn ?? 1)]
    .sort(([a], [b]) => a - b)
    .map(([turn, some]) => ({ turn, all: rightShare(some) }))
  const whole = [...grouped(inside, ({ question }) => question.dialogue ?? question.id).values()]
  const right = whole.filter((some) => some.every((row) => row.right)).length
  return { whole: shareOf(right, whole.length), turns }
}

function grouped<K>(rows: readonly Judged[], keyOf: (row: Judged) => K): Map<K, Judged[]> {
  const groups = new Map<K, Judged[]>()
  for (const row of rows) {
    const key = keyOf(row)
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return groups
}

function boxCount({ expect }: EvaluationQuestion): number {
  return expect.kind === 'boxes' ? expect.boxes.length : 0
}

function shareOfLongSide({ expect, size }: EvaluationQuestion): number {
  const { x1, y1, x2, y2 } = boxOfNumbers(expect.kind === 'boxes' ? (expect.boxes[0] ?? []) : [])
  return Math.max(x2 - x1, y2 - y1) / Math.max(size.width, size.height)
}
