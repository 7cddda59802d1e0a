import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { EvaluationQuestion } from '../shared/evaluation/expected-answer.ts'
import { encodePng } from './encode-raster.ts'
import type { Split } from './scene.ts'
import { type SceneQuestionOptions, type SceneRequest, sceneQuestions } from './scene-questions.ts'

export type WriteScenesOptions = Omit<SceneQuestionOptions, 'split' | 'questions'> & {
  readonly out: string
  readonly count: number
  readonly split?: Split
  readonly questions?: number
}

/** Composes scenes into a folder: PNG pictures, `requests.jsonl` and `answers.jsonl`. The same options give the same files. */
export function writeScenes(options: WriteScenesOptions): { readonly scenes: number; readonly requests: number } {
  const { out, count, split = 'heldout', questions = 6 } = options
  mkdirSync(out, { recursive: true })
  const requests: SceneRequest[] = []
  const answers: EvaluationQuestion[] = []
  for (let index = 0; index < count; index++) {
    const { image, draw, asked } = sceneQuestions({ ...options, split, questions }, index)
    writeFileSync(join(out, image), encodePng(draw()))
    for (const { request, answer } of asked) {
      requests.push(request)
      answers.push(answer)
    }
  }
  writeFileSync(join(out, 'requests.jsonl'), lines(requests))
  writeFileSync(join(out, 'answers.jsonl'), lines(answers))
  return { scenes: count, requests: requests.length }
}

function lines(rows: readonly unknown[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('')
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      count: { type: 'string', default: '100' },
      seed: { type: 'string', default: '1' },
      out: { type: 'string' },
      split: { type: 'string', default: 'heldout' },
      questions: { type: 'string', default: '6' },
      dialogues: { type: 'boolean', default: false },
      styles: { type: 'string' },
    },
  })
  if (values.out === undefined) throw new Error('--out wants a folder')
  if (values.split !== 'train' && values.split !== 'heldout') throw new Error('--split is train or heldout')
  const written = writeScenes({
    out: values.out,
    count: Number(values.count),
    seed: Number(values.seed),
    split: values.split,
    questions: Number(values.questions),
    dialogues: values.dialogues,
    ...(values.styles === undefined ? {} : { styles: values.styles.split(',') }),
  })
  console.log(`${written.scenes} scenes, ${written.requests} requests in ${values.out}`)
}
