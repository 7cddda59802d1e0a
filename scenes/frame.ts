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

/** The place of the picture in its white square: Shikra's padding, one more pixel below or right where it is odd. */
export function squareOffset(size: { width: number; height: number }): { readonly x: number; readonly y: number } {
  const side = Math.max(size.width, size.height)
  return { x: Math.floor((side - size.width) / 2), y: Math.floor((side - size.height) / 2) }
}

/** Everything about a scene but its pixels, for pictures with this long side. */
export function describeScene(scene: SceneSpec, side: number, questions: number, mix?: Mix): SceneFrame {
  const offset = squareOffset(pixelSize(scene, side))
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
      box: [box.x1 * side + offset.x, box.y1 * side + offset.y, box.x2 * side + offset.x, box.y2 * side + offset.y].map(
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
