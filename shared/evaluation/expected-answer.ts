import * as v from 'valibot'

const pixels = v.array(v.pipe(v.number(), v.finite()))

export const ExpectedAnswer = v.variant('kind', [
  /** As many boxes as these, each at its place. `name`: the one thing the words must name; null leaves the words alone. */
  v.object({ kind: v.literal('boxes'), name: v.nullable(v.string()), boxes: v.pipe(v.array(pixels), v.minLength(1)) }),
  /** A listing: every thing with its own box. */
  v.object({ kind: v.literal('all'), objects: v.array(v.object({ name: v.string(), box: pixels })) }),
  /** What was asked for is not there: the words deny it, and there is no box. */
  v.object({ kind: v.literal('absent'), name: v.string() }),
  /** The one thing that is named; null: nothing is there. */
  v.object({ kind: v.literal('name'), name: v.nullable(v.string()) }),
  v.object({ kind: v.literal('number'), value: v.number() }),
  /** `top left`, `bottom right` … */
  v.object({ kind: v.literal('quarter'), value: v.string() }),
  v.object({ kind: v.literal('truth'), value: v.boolean() }),
  /** These words, whatever their case, articles and punctuation. */
  v.object({ kind: v.literal('words'), text: v.string() }),
])
/** What is right. Boxes are `[x1, y1, x2, y2]` in pixels of the upright picture. */
export type ExpectedAnswer = v.InferOutput<typeof ExpectedAnswer>

export const EvaluationQuestion = v.object({
  id: v.string(),
  /** The picture's file, as people know it. */
  image: v.string(),
  size: v.object({ width: v.pipe(v.number(), v.minValue(1)), height: v.pipe(v.number(), v.minValue(1)) }),
  /** `rec`, `reg`, `pointqa`, `count` …; scores are kept by task, and inside a task by form (`direct`, `shown` …). */
  task: v.string(),
  form: v.string(),
  /** Which turn of its dialogue it is, from 1 on; only for questions inside dialogues of several turns. */
  turn: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  dialogue: v.optional(v.string()),
  /** One right answer as text, for people. */
  answer: v.string(),
  expect: ExpectedAnswer,
})
/** One question of an evaluation and what is right: a line of `answers.jsonl`. */
export type EvaluationQuestion = v.InferOutput<typeof EvaluationQuestion>
