import type { Dialect } from '../dialects/dialect.ts'
import { boxOfShape } from '../dialogue/box-of-shape.ts'
import type { ImageRecord } from '../dialogue/image.ts'
import type { Region } from '../dialogue/region.ts'
import type { Turn } from '../dialogue/turn.ts'
import { writeTurn } from '../dialogue/write-turn.ts'
import type { Document } from '../document/document.ts'
import type { EvaluationQuestion, ExpectedAnswer } from './expected-answer.ts'
import { quarterIn, truthIn } from './read-words.ts'

/** A question of a project that has a reviewed answer, with what a model must be given to answer it. */
export type ReviewedQuestion = {
  readonly question: EvaluationQuestion
  readonly image: ImageRecord
  /** The dialogue up to the question; earlier answers are the reviewed ones. */
  readonly turns: readonly Turn[]
  readonly regions: readonly Region[]
}

/**
 * Every question whose answer a person wrote, imported or marked reviewed, by dialogue and order. `skipped` counts such answers
 * that no question can be made of: dialogues on several pictures, deleted regions, points as answers, no question in front.
 */
export function reviewedQuestions(
  document: Document,
  dialect: Dialect,
): { readonly questions: readonly ReviewedQuestion[]; readonly skipped: number } {
  const questions: ReviewedQuestion[] = []
  let skipped = 0
  const turnsOf = new Map<string, Turn[]>()
  for (const turn of Object.values(document.turns)) {
    const list = turnsOf.get(turn.dialogueId)
    if (list) list.push(turn)
    else turnsOf.set(turn.dialogueId, [turn])
  }
  const dialogues = Object.values(document.dialogues).sort(
    (a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1),
  )
  for (const { id, imageIds } of dialogues) {
    const image = document.images[imageIds[0] ?? '']
    const turns = (turnsOf.get(id) ?? []).sort((a, b) => a.order - b.order)
    const before: Turn[] = []
    for (const [index, answer] of turns.entries()) {
      if (answer.role !== 'assistant' || !isReviewed(answer, document)) continue
      const asked = turns[index - 1]
      const made =
        image && imageIds.length === 1 && asked?.role === 'user' && turns[index + 1]?.role !== 'assistant'
          ? makeQuestion({ document, dialect, image, before, asked, answer })
          : null
      if (!made || !asked) {
        skipped++
        continue
      }
      before.push(asked, answer)
      questions.push(made)
    }
  }
  return { questions, skipped }
}

/** Like the exports' "reviewed only": what a person wrote or brought along counts, what a model said must be marked. */
function isReviewed(turn: Turn, { regions }: Document): boolean {
  if (turn.review === 'rejected' || (turn.origin === 'model' && turn.review !== 'reviewed')) return false
  return mentioned(turn).every((id) => regions[id]?.proposal?.judgement !== 'rejected')
}

type Round = {
  readonly document: Document
  readonly dialect: Dialect
  readonly image: ImageRecord
  readonly before: readonly Turn[]
  readonly asked: Turn
  readonly answer: Turn
}

function makeQuestion({ document, dialect, image, before, asked, answer }: Round): ReviewedQuestion | null {
  const turns = [...before, asked]
  const regions = regionsOf(turns, document)
  const places = regionsOf([asked], document)
  const shown = regionsOf([answer], document)
  if (!regions || !places || !shown) return null
  if ([...regions, ...shown].some((region) => region.imageId !== image.id)) return null
  if (shown.some(({ shape }) => boxOfShape(shape) === null)) return null
  const { text } = writeTurn(answer, { dialect, size: image, imageId: image.id, regions: document.regions })
  const place = before.length / 2 + 1
  return {
    question: {
      id: answer.id,
      image: image.path,
      size: { width: image.width, height: image.height },
      ...taskOf(places, shown, answer),
      turn: place,
      dialogue: answer.dialogueId,
      answer: text.trim(),
    },
    image,
    turns,
    regions,
  }
}

/** The task of a question as its answer shows it. Boxes in front of a number, a quarter or yes and no are the way to it. */
function taskOf(
  places: readonly Region[],
  shown: readonly Region[],
  answer: Turn,
): Pick<EvaluationQuestion, 'task' | 'form' | 'expect'> {
  const form = shown.length > 0 ? 'shown' : 'direct'
  const last = answer.parts[answer.parts.length - 1]
  const end = (last?.kind === 'text' ? last.text : '').replace(/^[\s:,;.]+/, '').trim()
  const bare = answer.parts
    .map((part) => (part.kind === 'text' ? part.text : ' '))
    .join('')
    .trim()
  const conclusion = shown.length > 0 ? end : bare
  const number = /^(\d+)(?: \p{L}+)*\.?$/u.exec(conclusion)
  if (number) return { task: 'count', form, expect: { kind: 'number', value: Number(number[1]) } }
  const quarter = /^(?:top|bottom) (?:left|right)\.?$/i.test(conclusion) ? quarterIn(conclusion) : null
  if (quarter) return { task: 'chessboard', form, expect: { kind: 'quarter', value: quarter } }
  if (/^(?:yes|no)\b/i.test(bare)) {
    return { task: 'exists', form, expect: { kind: 'truth', value: truthIn(bare) === true } }
  }
  if (/^(?:yes|no)\.?$/i.test(conclusion)) {
    return { task: 'relation', form, expect: { kind: 'truth', value: truthIn(conclusion) === true } }
  }
  if (shown.length > 0) {
    const expect: ExpectedAnswer = { kind: 'boxes', name: null, boxes: shown.flatMap(numbersOf) }
    if (places.length > 0) return { task: 'boxqa', form: 'plain', expect }
    const mentions = answer.parts.filter(({ kind }) => kind === 'mention').length
    if (mentions > 1) return { task: 'caption', form: 'plain', expect }
    return { task: 'rec', form: shown.length > 1 ? 'several' : 'one', expect }
  }
  if (places.length === 0) {
    if (/^there (?:is|are) (?:no|none|not)\b/i.test(bare)) {
      return { task: 'rec', form: 'absent', expect: { kind: 'absent', name: '' } }
    }
    return { task: 'text', form: 'plain', expect: { kind: 'words', text: bare } }
  }
  const task = places.every(({ shape }) => shape.kind === 'point') ? 'pointqa' : 'reg'
  return { task, form: 'plain', expect: { kind: 'words', text: bare } }
}

function numbersOf({ shape }: Region): number[][] {
  const box = boxOfShape(shape)
  return box ? [[box.x1, box.y1, box.x2, box.y2]] : []
}

function mentioned(turn: Turn): string[] {
  return turn.parts.flatMap((part) => (part.kind === 'mention' ? part.regionIds : []))
}

/** Null when one of them was deleted. */
function regionsOf(turns: readonly Turn[], { regions }: Document): Region[] | null {
  const ids = new Set(turns.flatMap(mentioned))
  const found = [...ids].flatMap((id) => regions[id] ?? [])
  return found.length === ids.size ? found : null
}
