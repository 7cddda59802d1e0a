import type { EvaluationQuestion, ExpectedAnswer } from '../shared/evaluation/expected-answer.ts'
import { composeScene } from './compose.ts'
import { defaultMix, type Mix, talkAbout } from './dialogue.ts'
import { boxOf, type Mention, type Part, pixelsOf, plainText, writeParts } from './mention.ts'
import { Random } from './random.ts'
import { type Raster, renderScene } from './render.ts'
import { pixelSize, type SceneSpec, type Split } from './scene.ts'
import type { Expectation, Question } from './wording.ts'

type RequestParts = readonly (string | { readonly refs: string[] })[]

/** A question as a line of `requests.jsonl`; regions are pixels of the upright picture. Earlier turns have the right answers. */
export type SceneRequest = {
  readonly id: string
  readonly image: string
  readonly regions: Record<string, { readonly box: number[] } | { readonly point: number[] }>
  readonly turns: readonly { readonly role: 'user' | 'assistant'; readonly parts: RequestParts }[]
}

export type SceneQuestionOptions = {
  readonly seed: number
  readonly split: Split
  /** Questions of one turn about each scene. */
  readonly questions: number
  /** Whether each scene also has a dialogue of three to six turns, where it gives one. */
  readonly dialogues?: boolean
  readonly styles?: readonly string[]
  /** The long sides of the pictures lie between these, in pixels. */
  readonly longSide?: { readonly from: number; readonly to: number }
  readonly mix?: Mix
  /** `unseen`: in words that training never meets, with questions that no task answers among them. */
  readonly words?: 'unseen' | undefined
}

/** A scene and what is asked about it; drawing takes far longer than the rest. */
export type SceneQuestions = {
  /** Name of the picture's file. */
  readonly image: string
  draw(): Raster
  readonly asked: readonly { readonly request: SceneRequest; readonly answer: EvaluationQuestion }[]
}

/** Composes scene number `index`. The same options give the same scene; `dialogues` only adds questions. */
export function sceneQuestions(options: SceneQuestionOptions, index: number): SceneQuestions {
  const { seed, split, questions, dialogues = false, longSide = { from: 320, to: 640 } } = options
  const asksMore =
    options.words === undefined ? defaultMix : { ...defaultMix, tasks: { ...defaultMix.tasks, text: 0.06 } }
  const mix = options.mix ?? asksMore
  const scene = composeScene(seed, index, split, {
    words: options.words,
    ...(options.styles && { styles: options.styles }),
  })
  const side = Math.round(new Random(seed, index, 9).between(longSide.from, longSide.to))
  const number = String(index).padStart(5, '0')
  const image = `scene-${number}.png`
  const place = { image, size: pixelSize(scene, side) }
  const single = talkAbout(scene, questions, { ...mix, dialogue: 0 }).questions.map((question, n) => {
    const id = `${number}-${n}-${question.task}`
    return {
      request: requestOf([question], id, image, side),
      answer: answerOf(question, scene, { id, ...place }, side),
    }
  })
  const turns = dialogues ? (talkAbout(scene, 1, { ...mix, dialogue: 1 }).dialogue ?? []) : []
  const dialogue = `${number}-dialogue`
  const several = turns.map((question, n) => {
    const id = `${dialogue}-${n + 1}-${question.task}`
    const about = { id, ...place, turn: n + 1, dialogue }
    return {
      request: requestOf(turns.slice(0, n + 1), id, image, side),
      answer: answerOf(question, scene, about, side),
    }
  })
  return { image, draw: () => renderScene(scene, side), asked: [...single, ...several] }
}

/** The last question of a dialogue, with the right answers to the ones before it. */
function requestOf(dialogue: readonly Question[], id: string, image: string, side: number): SceneRequest {
  const regions: SceneRequest['regions'] = {}
  const written = (parts: readonly Part[]): RequestParts =>
    parts.map((part) => {
      if (typeof part === 'string') return part
      return 'words' in part ? part.words : { refs: addRegions(regions, part, side) }
    })
  const turns = dialogue.flatMap(({ question, answer }, n) => {
    const asked = { role: 'user' as const, parts: written(question) }
    return n === dialogue.length - 1 ? [asked] : [asked, { role: 'assistant' as const, parts: written(answer) }]
  })
  return { id, image, regions, turns }
}

function addRegions(regions: SceneRequest['regions'], mention: Mention, side: number): string[] {
  return mention.shapes.map((shape) => {
    const id = `${shape.kind === 'box' ? 'b' : 'p'}${Object.keys(regions).length}`
    const pixels = rounded(pixelsOf(shape, side))
    regions[id] = shape.kind === 'box' ? { box: pixels } : { point: pixels }
    return id
  })
}

function answerOf(
  question: Question,
  scene: SceneSpec,
  about: Pick<EvaluationQuestion, 'id' | 'image' | 'size' | 'turn' | 'dialogue'>,
  side: number,
): EvaluationQuestion {
  const answer = plainText(writeParts(question.answer, scene, side))
  const { task, form } = question
  return { ...about, task, form, answer, expect: expected(question.expect, scene, side) }
}

function expected(expect: Expectation, scene: SceneSpec, side: number): ExpectedAnswer {
  const box = (object: number) => rounded(pixelsOf({ kind: 'box', box: boxOf(scene, object) }, side))
  if (expect.kind === 'boxes') return { kind: 'boxes', name: expect.name, boxes: expect.objects.map(box) }
  if (expect.kind !== 'all') return expect
  return { kind: 'all', objects: expect.objects.map((n) => ({ name: scene.objects[n]?.name ?? '', box: box(n) })) }
}

function rounded(values: readonly number[]): number[] {
  return values.map((value) => Math.round(value * 1000) / 1000)
}
