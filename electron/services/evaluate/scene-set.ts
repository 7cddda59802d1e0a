import { access, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { encodePng } from '../../../scenes/encode-raster.ts'
import { nouns, unknownNouns } from '../../../scenes/nouns.ts'
import { type SceneQuestionOptions, sceneQuestions } from '../../../scenes/scene-questions.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Vocabulary } from '../../../shared/evaluation/read-words.ts'
import type { EvaluationSource } from '../../../shared/evaluation/report.ts'
import { AskFileRequest, toQuestion } from './ask-request.ts'
import type { EvaluationItem, EvaluationSet } from './evaluation-set.ts'

export type SceneSetOptions = Omit<Extract<EvaluationSource, { kind: 'scenes' }>, 'kind' | 'split' | 'styles'> & {
  readonly styles: readonly string[]
  readonly split?: 'train' | 'heldout'
}

/** What composed scenes may show or ask for. */
export const sceneVocabulary: Vocabulary = [...nouns, ...unknownNouns]

const scenesPerPause = 20

/** Composed scenes; a picture is drawn into `folder` when its first question comes. */
export async function sceneSet(options: SceneSetOptions, folder: string, signal: AbortSignal): Promise<EvaluationSet> {
  const { count, seed, questions, dialogues, styles, words, split = 'heldout' } = options
  const inWords = words === undefined ? {} : { words }
  const wanted: SceneQuestionOptions = {
    seed,
    split,
    questions,
    dialogues,
    ...inWords,
    ...(styles.length > 0 ? { styles } : {}),
  }
  let total = 0
  for (let index = 0; index < count; index++) {
    if (signal.aborted) throw new AppError('rpc.cancelled')
    total += compose(wanted, index).asked.length
    if (index % scenesPerPause === 0) await pause()
  }
  return {
    source: { kind: 'scenes', count, seed, split, styles: [...styles], questions, dialogues, ...inWords },
    vocabulary: sceneVocabulary,
    total,
    skipped: 0,
    *items(): Iterable<EvaluationItem> {
      for (let index = 0; index < count; index++) {
        const { image, draw, asked } = compose(wanted, index)
        const imagePath = join(folder, image)
        for (const { request, answer } of asked) {
          yield {
            question: answer,
            async prepare() {
              const isThere = await access(imagePath).then(
                () => true,
                () => false,
              )
              if (!isThere) await writeFile(imagePath, encodePng(draw()))
              const { question } = await toQuestion(v.parse(AskFileRequest, request), imagePath)
              return { imagePath, question }
            },
          }
        }
      }
    },
  }
}

function compose(options: SceneQuestionOptions, index: number): ReturnType<typeof sceneQuestions> {
  try {
    return sceneQuestions(options, index)
  } catch (cause) {
    throw new AppError('rpc.bad-input', {
      message: 'The scenes could not be composed.',
      hint: options.styles ? `Is there a drawing style ${options.styles.join(', ')}?` : undefined,
      detail: String(cause),
      cause,
    })
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
