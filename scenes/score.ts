import { nouns, unknownNouns } from './nouns.ts'
import type { ExpectedAnswer, SceneAnswer } from './write-scenes.ts'

/** A line of a results file, as `deixis run` writes it; boxes are pixels of the upright picture. */
export type SceneResult = {
  readonly id: string
  readonly text: string
  readonly parts: readonly (string | { readonly refs: readonly string[] })[]
  readonly regions: Readonly<Record<string, { readonly box?: readonly number[]; readonly point?: readonly number[] }>>
}

/** How many questions, and the share answered rightly (null where there were none). */
export type Accuracy = { readonly n: number; readonly accuracy: number | null }

/** How good boxes are. A question counts with IoU 0 unless the answer has exactly as many boxes as there are objects. */
export type BoxScore = {
  readonly n: number
  readonly acc50: number | null
  readonly acc75: number | null
  readonly meanIou: number | null
}

export type Scores = {
  readonly questions: number
  /** Answers without a result line; they count as wrong everywhere. */
  readonly missing: number
  /** Results in which something looked like coordinates and could not be read. */
  readonly invalid: number
  readonly rec: BoxScore
  /** REC of one object by the long side of its box, as a share of the picture's: below 12 %, to 25 %, above. */
  readonly recBySize: { readonly small: BoxScore; readonly medium: BoxScore; readonly large: BoxScore }
  readonly recSeveral: BoxScore
  /** What is not there is said not to be there, without a box; and what is there is not denied. */
  readonly absent: Accuracy
  readonly notDenied: Accuracy
  readonly reg: Accuracy
  readonly pointqa: Accuracy
  readonly count: Accuracy
  readonly chessboard: Accuracy
  readonly relation: Accuracy
  readonly boxqa: Accuracy
  readonly exists: Accuracy
  /** Share of all things that were listed with the right name and an IoU of at least 0.5, against things and listings together. */
  readonly spottingF1: number | null
}

type Judged = { readonly answer: SceneAnswer; readonly result: SceneResult | undefined }

/** Scores results against answers by id. Results of unknown ids are ignored; of two with one id the last counts. */
export function scoreResults(answers: readonly SceneAnswer[], results: readonly SceneResult[]): Scores {
  const byId = new Map(results.map((result) => [result.id, result]))
  const judged = answers.map((answer) => ({ answer, result: byId.get(answer.id) }))
  const of = (task: string) => judged.filter(({ answer }) => answer.task === task)
  const share = (task: string) => accuracy(of(task).map(isRight))
  const rec = of('rec').filter(({ answer }) => answer.expect.kind === 'boxes')
  const one = rec.filter(({ answer }) => answer.expect.kind === 'boxes' && answer.expect.boxes.length === 1)
  const sized = (from: number, to: number) =>
    boxScore(one.filter(({ answer }) => from <= shareOfLongSide(answer) && shareOfLongSide(answer) < to))
  return {
    questions: answers.length,
    missing: judged.filter(({ result }) => !result).length,
    invalid: judged.filter(({ result }) => result && hasUnread(result)).length,
    rec: boxScore(one),
    recBySize: { small: sized(0, 0.12), medium: sized(0.12, 0.25), large: sized(0.25, Infinity) },
    recSeveral: boxScore(rec.filter((row) => !one.includes(row))),
    absent: accuracy(judged.filter(({ answer }) => answer.expect.kind === 'absent').map(isRight)),
    notDenied: accuracy(rec.map(({ result }) => result !== undefined && !denies(result))),
    reg: share('reg'),
    pointqa: share('pointqa'),
    count: share('count'),
    chessboard: share('chessboard'),
    relation: share('relation'),
    boxqa: share('boxqa'),
    exists: share('exists'),
    spottingF1: spottingF1(of('spotting')),
  }
}

/** Whether a result answers a question rightly; boxes need an IoU of at least 0.5 each. */
export function isRight({ answer, result }: Judged): boolean {
  if (!result) return false
  const { expect } = answer
  const words = wordsOf(result)
  switch (expect.kind) {
    case 'boxes':
      return namesOnly(words, expect.name) && boxesIou(answer, result) >= 0.5
    case 'absent':
      return denies(result) && boxesOf(result).length === 0
    case 'name':
      return expect.name === null ? /\bnothing\b/i.test(words) : namesOnly(words, expect.name)
    case 'number':
      return numberIn(words) === expect.value
    case 'quarter':
      return quarterIn(words) === expect.value
    case 'truth':
      return truthIn(words) === expect.value
    case 'all':
      return matches(expect.objects, result).length === expect.objects.length
  }
}

/** Intersection over union of two boxes of four numbers; 0 for anything that is not a box. */
export function iou(a: readonly number[], b: readonly number[]): number {
  const [ax1 = 0, ay1 = 0, ax2 = 0, ay2 = 0] = a
  const [bx1 = 0, by1 = 0, bx2 = 0, by2 = 0] = b
  const wide = Math.min(ax2, bx2) - Math.max(ax1, bx1)
  const tall = Math.min(ay2, by2) - Math.max(ay1, by1)
  if (!(wide > 0 && tall > 0)) return 0
  return (wide * tall) / ((ax2 - ax1) * (ay2 - ay1) + (bx2 - bx1) * (by2 - by1) - wide * tall)
}

/** The answer's words without its coordinates. */
export function wordsOf(result: SceneResult): string {
  return result.parts.map((part) => (typeof part === 'string' ? part : ' ')).join('')
}

function boxScore(rows: readonly Judged[]): BoxScore {
  const ious = rows.map(({ answer, result }) => (result ? boxesIou(answer, result) : 0))
  const all = rows.map(({ answer, result }) => (result ? leastIou(answer, result) : 0))
  return {
    n: rows.length,
    acc50: accuracy(all.map((value) => value >= 0.5)).accuracy,
    acc75: accuracy(all.map((value) => value >= 0.75)).accuracy,
    meanIou: rows.length === 0 ? null : ious.reduce((sum, value) => sum + value, 0) / rows.length,
  }
}

function accuracy(right: readonly boolean[]): Accuracy {
  const n = right.length
  return { n, accuracy: n === 0 ? null : right.filter(Boolean).length / n }
}

/** Mean IoU of the pairs of wanted and said boxes, 0 unless there are as many of either. */
function boxesIou(answer: SceneAnswer, result: SceneResult): number {
  const pairs = pairedIous(answer, result)
  return pairs.length === 0 ? 0 : pairs.reduce((sum, value) => sum + value, 0) / pairs.length
}

function leastIou(answer: SceneAnswer, result: SceneResult): number {
  const pairs = pairedIous(answer, result)
  return pairs.length === 0 ? 0 : Math.min(...pairs)
}

/** Pairs wanted and said boxes, best first; no pairs at all where their numbers differ. */
function pairedIous({ expect }: SceneAnswer, result: SceneResult): number[] {
  const said = boxesOf(result)
  if (expect.kind !== 'boxes' || said.length !== expect.boxes.length) return []
  const all = expect.boxes.flatMap((box, i) => said.map((other, j) => ({ i, j, value: iou(box, other) })))
  all.sort((a, b) => b.value - a.value)
  const [wanted, used] = [new Set<number>(), new Set<number>()]
  const pairs: number[] = []
  for (const { i, j, value } of all) {
    if (wanted.has(i) || used.has(j)) continue
    wanted.add(i)
    used.add(j)
    pairs.push(value)
  }
  return pairs
}

function boxesOf(result: SceneResult): (readonly number[])[] {
  return result.parts.flatMap((part) => (typeof part === 'string' ? [] : boxesAt(result, part.refs)))
}

function boxesAt(result: SceneResult, refs: readonly string[]): (readonly number[])[] {
  return refs.flatMap((ref) => {
    const box = result.regions[ref]?.box
    return box ? [box] : []
  })
}

function hasUnread(result: SceneResult): boolean {
  return /\[/.test(wordsOf(result))
}

function denies(result: SceneResult): boolean {
  return /\b(no|not|none|nothing)\b/i.test(wordsOf(result))
}

const names = [...nouns, ...unknownNouns].flatMap(({ name, plural }) => [
  { name, word: new RegExp(`\\b${name}\\b`, 'i') },
  { name, word: new RegExp(`\\b${plural}\\b`, 'i') },
])

/** Whether the words name this thing and no other. */
function namesOnly(words: string, name: string): boolean {
  const said = new Set(names.filter(({ word }) => word.test(words)).map((entry) => entry.name))
  return said.size === 1 && said.has(name)
}

/** The last whole number, or 0 where the words deny. */
function numberIn(words: string): number | null {
  const found = words.match(/\d+/g)
  if (found) return Number(found[found.length - 1])
  return /\bno\b/i.test(words) ? 0 : null
}

function quarterIn(words: string): string | null {
  return words.match(/\b(top|bottom) (left|right)\b/i)?.[0].toLowerCase() ?? null
}

function truthIn(words: string): boolean | null {
  const said = words.match(/\b(yes|no)\b/i)?.[0].toLowerCase()
  return said === undefined ? null : said === 'yes'
}

type Thing = { readonly name: string; readonly box: readonly number[] }

/** The things that a listing has, each once: the last category named before a bracket is the name of its boxes. */
function matches(things: readonly Thing[], result: SceneResult): Thing[] {
  const left = new Set(things)
  let before = ''
  for (const part of result.parts) {
    if (typeof part === 'string') {
      before = part
      continue
    }
    for (const box of boxesAt(result, part.refs)) {
      const found = [...left].find((thing) => namesOnly(before, thing.name) && iou(thing.box, box) >= 0.5)
      if (found) left.delete(found)
    }
  }
  return things.filter((thing) => !left.has(thing))
}

function spottingF1(rows: readonly Judged[]): number | null {
  let [hits, wanted, said] = [0, 0, 0]
  for (const { answer, result } of rows) {
    const things = listed(answer.expect)
    wanted += things.length
    if (!result) continue
    hits += matches(things, result).length
    said += boxesOf(result).length
  }
  return wanted + said === 0 ? null : (2 * hits) / (wanted + said)
}

function listed(expect: ExpectedAnswer): readonly Thing[] {
  return expect.kind === 'all' ? expect.objects : []
}

function shareOfLongSide({ expect, size }: SceneAnswer): number {
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = expect.kind === 'boxes' ? (expect.boxes[0] ?? []) : []
  return Math.max(x2 - x1, y2 - y1) / Math.max(size.width, size.height)
}
