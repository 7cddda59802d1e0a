import { open } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import * as v from 'valibot'
import { AppError } from '../../../shared/errors.ts'
import { EvaluationQuestion } from '../../../shared/evaluation/expected-answer.ts'
import { describeIssues } from '../../../shared/rpc/wire.ts'
import { readLines } from '../files/read-lines.ts'
import { AskFileRequest, toQuestion } from './ask-request.ts'
import type { EvaluationItem, EvaluationSet } from './evaluation-set.ts'
import { sceneVocabulary } from './scene-set.ts'

/** A file of requests with the right answers in `answers.jsonl` beside it, as `deixis scenes` writes them. */
export async function requestSet(requestsFile: string): Promise<EvaluationSet> {
  const file = resolve(requestsFile)
  const requests = await readRows(file, AskFileRequest)
  const answers = await readRows(join(dirname(file), 'answers.jsonl'), EvaluationQuestion)
  const byId = new Map(answers.map((answer) => [answer.id, answer]))
  const items = requests.flatMap((request): EvaluationItem[] => {
    const question = byId.get(String(request.id))
    if (!question) return []
    const imagePath = resolve(dirname(file), request.image)
    return [
      {
        question,
        options: request.options,
        prepare: async () => ({ imagePath, question: (await toQuestion(request, imagePath)).question }),
      },
    ]
  })
  return {
    source: { kind: 'requests', file: basename(file) },
    vocabulary: sceneVocabulary,
    total: items.length,
    skipped: requests.length - items.length,
    items: () => items,
  }
}

/** Every line of a JSONL file as its schema has it; the first one that is not is named. */
export async function readRows<T>(path: string, schema: v.GenericSchema<unknown, T>): Promise<T[]> {
  const file = await open(path, 'r').catch((cause: unknown) => {
    const message = `${path} could not be read.`
    throw new AppError('requests.bad-line', { message, detail: String(cause), cause })
  })
  const rows: T[] = []
  let number = 0
  try {
    for await (const { text } of readLines(file)) {
      number++
      if (text.trim() === '') continue
      const parsed = v.safeParse(schema, parseJson(text))
      if (!parsed.success) {
        const message = `Line ${number} of ${path} is not valid.`
        throw new AppError('requests.bad-line', { message, detail: describeIssues(parsed.issues) })
      }
      rows.push(parsed.output)
    }
  } finally {
    await file.close()
  }
  return rows
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
