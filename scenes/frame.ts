import { letterbox } from '../shared/geometry/letterbox.ts'
import { type Mix, talkAbout } from './dialogue.ts'
import { type WrittenPart, writeParts } from './mention.ts'
import { pixelSize, type SceneSpec } from './scene.ts'
import type { Question } from './wording.ts'

/** A question as the training stream writes it. */
export type WrittenQuestion = {
  readonly task: string
  readonly form: string
  readonly question: readonly WrittenPart[]
  readonly answer: readonly WrittenPart[]
}

/** The JSON of one frame of the training stream; boxes are pixels of the padded square. */
export type SceneFrame = {
  readonly index: number
  readonly width: number
  readonly height: number
  readonly objects: readonly { name: string; box: number[]; style: string }[]
  readonly dialogue: readonly (
    | WrittenQuestion
    | { readonly task: 'dialogue'; readonly turns: readonly WrittenQuestion[] }
  )[]
}

/** Everything about a scene but its pixels, for pictures with this long side. */
export function describeScene(scene: SceneSpec, side: number, questions: number, mix?: Mix): SceneFrame {
  const { left, top } = letterbox(pixelSize(scene, side))
  const talk = talkAbout(scene, questions, mix)
  const written = (question: Question): WrittenQuestion => ({
    task: question.task,
    form: question.form,
    question: writeParts(question.question, scene, side),
    answer: writeParts(question.answer, scene, side),
  })
  return {
    index: scene.index,
    width: side,
    height: side,
    objects: scene.objects.map(({ name, style, box }) => ({
      name,
      box: [box.x1 * side + left, box.y1 * side + top, box.x2 * side + left, box.y2 * side + top].map(
        (value) => Math.round(value * 10000) / 10000,
      ),
      style,
    })),
    dialogue: [
      ...talk.questions.map(written),
      ...(talk.dialogue ? [{ task: 'dialogue' as const, turns: talk.dialogue.map(written) }] : []),
    ],
  }
}
