import { boxOfShape } from '../dialogue/box-of-shape.ts'
import { boxIou } from '../geometry/box.ts'
import type { PixelBox } from '../geometry/spaces.ts'
import { assertNever } from '../result.ts'
import type { EvaluationQuestion, ExpectedAnswer } from './expected-answer.ts'
import {
  createNameReader,
  denies,
  type NameReader,
  numberIn,
  plainWords,
  quarterIn,
  truthIn,
  type Vocabulary,
} from './read-words.ts'
import { type SaidAnswer, shapesOf, wordsOf } from './said-answer.ts'

/** A question with its answer and what that is worth. */
export type Judged = {
  readonly question: EvaluationQuestion
  /** Null where the model gave none. */
  readonly said: SaidAnswer | null
  /** Boxes need an IoU of at least 0.5 each, and the right name where one is wanted. */
  readonly right: boolean
  /** For questions that want boxes: mean and least IoU of the pairs, 0 unless there are as many boxes as wanted; else null. */
  readonly iou: number | null
  readonly leastIou: number | null
  /** The words say that something is not there. */
  readonly denies: boolean
  /** For listings: the things wanted, the boxes said, and the things that were said with the right name and place. */
  readonly listing: { readonly things: number; readonly said: number; readonly hits: number } | null
}

/** Judges answers one by one; `vocabulary` are the things that an answer could name instead of the right one. */
export function createJudge(vocabulary: Vocabulary): (question: EvaluationQuestion, said: SaidAnswer | null) => Judged {
  const namesOnly = createNameReader(vocabulary)
  return (question, said) => {
    const { expect } = question
    const ious = expect.kind === 'boxes' ? (said ? pairedIous(expect.boxes, said) : []) : null
    const iou = ious === null ? null : mean(ious)
    const leastIou = ious === null ? null : ious.length === 0 ? 0 : Math.min(...ious)
    const hits = expect.kind === 'all' && said ? listed(expect.objects, said, namesOnly) : 0
    return {
      question,
      said,
      right: said !== null && isRight(expect, said, { leastIou: leastIou ?? 0, hits }, namesOnly),
      iou,
      leastIou,
      denies: said !== null && denies(wordsOf(said)),
      listing:
        expect.kind === 'all' ? { things: expect.objects.length, said: said ? boxesOf(said).length : 0, hits } : null,
    }
  }
}

function isRight(
  expect: ExpectedAnswer,
  said: SaidAnswer,
  places: { readonly leastIou: number; readonly hits: number },
  namesOnly: NameReader,
): boolean {
  const words = wordsOf(said)
  switch (expect.kind) {
    case 'boxes':
      return places.leastIou >= 0.5 && (expect.name === null || namesOnly(words, expect.name))
    case 'absent':
      return denies(words) && shapesOf(said).length === 0
    case 'name':
      return expect.name === null ? /\bnothing\b/i.test(words) : namesOnly(words, expect.name)
    case 'number':
      return numberIn(words) === expect.value
    case 'quarter':
      return quarterIn(words) === expect.value
    case 'truth':
      return truthIn(words) === expect.value
    case 'all':
      return places.hits === expect.objects.length
    case 'words':
      return plainWords(words) === plainWords(expect.text)
    default:
      return assertNever(expect)
  }
}

/** Four numbers as a box; a list that is too short is a box without area. */
export function boxOfNumbers([x1 = 0, y1 = 0, x2 = 0, y2 = 0]: readonly number[]): PixelBox {
  return { x1, y1, x2, y2 }
}

function boxesOf(said: SaidAnswer): PixelBox[] {
  return shapesOf(said).flatMap((shape) => boxOfShape(shape) ?? [])
}

/** Pairs wanted and said boxes, best first; no pairs at all where their numbers differ. */
function pairedIous(wanted: readonly (readonly number[])[], answer: SaidAnswer): number[] {
  const said = boxesOf(answer)
  if (said.length !== wanted.length) return []
  const all = wanted.flatMap((box, i) => said.map((other, j) => ({ i, j, value: boxIou(boxOfNumbers(box), other) })))
  all.sort((a, b) => b.value - a.value)
  const [taken, used] = [new Set<number>(), new Set<number>()]
  const pairs: number[] = []
  for (const { i, j, value } of all) {
    if (taken.has(i) || used.has(j)) continue
    taken.add(i)
    used.add(j)
    pairs.push(value)
  }
  return pairs
}

/** How many things a listing has, each once: the last name in front of a bracket is the name of its boxes. */
function listed(
  things: readonly { readonly name: string; readonly box: readonly number[] }[],
  said: SaidAnswer,
  namesOnly: NameReader,
): number {
  const left = new Set(things)
  let before = ''
  for (const part of said.parts) {
    if (typeof part === 'string') {
      before = part
      continue
    }
    for (const shape of part.shapes) {
      const place = boxOfShape(shape)
      if (!place) continue
      const found = [...left].find(
        (thing) => boxIou(boxOfNumbers(thing.box), place) >= 0.5 && namesOnly(before, thing.name),
      )
      if (found) left.delete(found)
    }
  }
  return things.length - left.size
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}
