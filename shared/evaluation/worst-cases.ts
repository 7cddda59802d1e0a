import * as v from 'valibot'
import { Shape } from '../dialogue/region.ts'
import type { ExpectedAnswer } from './expected-answer.ts'
import { boxOfNumbers, type Judged } from './judge.ts'
import { shapesOf } from './said-answer.ts'
import { round } from './share.ts'

export const WorstCase = v.object({
  /** Id of the request. */
  id: v.string(),
  image: v.string(),
  width: v.number(),
  height: v.number(),
  task: v.string(),
  form: v.string(),
  turn: v.optional(v.number()),
  /** The question as text; empty where only its answer is known. */
  question: v.string(),
  /** The regions that the question mentions. */
  asked: v.array(Shape),
  expected: v.string(),
  expectedShapes: v.array(Shape),
  /** Null where the model gave no answer. */
  said: v.nullable(v.string()),
  saidShapes: v.array(Shape),
  /** Mean IoU, for questions that want boxes. */
  iou: v.nullable(v.number()),
})
/** A wrong answer with what is needed to look at it. Shapes are pixels of the upright picture. */
export type WorstCase = v.InferOutput<typeof WorstCase>

/** What the judge does not know of a question: its words and regions. */
export type AskedQuestion = { readonly text: string; readonly shapes: readonly Shape[] }

/**
 * The worst wrong answers, at most `limit`: inside a task those with the least IoU first, then by id; the tasks take turns, so
 * that one bad task does not hide the others.
 */
export function worstCases(rows: readonly Judged[], limit: number, asked: (id: string) => AskedQuestion): WorstCase[] {
  const queues = new Map<string, Judged[]>()
  for (const row of rows) {
    if (row.right) continue
    const { task } = row.question
    const queue = queues.get(task)
    if (queue) queue.push(row)
    else queues.set(task, [row])
  }
  for (const queue of queues.values()) queue.sort(byBadness)
  const worst: Judged[] = []
  for (let place = 0; worst.length < limit; place++) {
    const next = [...queues.values()].flatMap((queue) => queue[place] ?? [])
    if (next.length === 0) break
    worst.push(...next.slice(0, limit - worst.length))
  }
  return worst.map((row) => describe(row, asked(row.question.id)))
}

function byBadness(a: Judged, b: Judged): number {
  return (a.iou ?? 0) - (b.iou ?? 0) || (a.question.id < b.question.id ? -1 : 1)
}

function describe({ question, said, iou }: Judged, asked: AskedQuestion): WorstCase {
  const { id, image, size, task, form, turn, answer, expect } = question
  return {
    id,
    image,
    width: size.width,
    height: size.height,
    task,
    form,
    ...(turn === undefined ? {} : { turn }),
    question: asked.text,
    asked: [...asked.shapes],
    expected: answer,
    expectedShapes: wantedShapes(expect),
    said: said === null ? null : said.text,
    saidShapes: said === null ? [] : shapesOf(said),
    iou: iou === null ? null : round(iou),
  }
}

function wantedShapes(expect: ExpectedAnswer): Shape[] {
  const boxes =
    expect.kind === 'boxes' ? expect.boxes : expect.kind === 'all' ? expect.objects.map(({ box }) => box) : []
  return boxes.map((box) => ({ kind: 'box', ...boxOfNumbers(box) }))
}
