import type { Format } from '../format.ts'
import { asList, asNumber, asRecord, asText } from '../import/json-field.ts'
import type { VqaKeys } from '../import/x-anylabeling.ts'
import { readOnly } from './read-only.ts'
import { type RowReading, unreadable } from './read-turns.ts'
import { unreadFields } from './row-fields.ts'
import { rowReader } from './row-reader.ts'

/** What people typed or chose, as text. */
function said(value: unknown): string {
  const list = asList(value)
  if (list !== null) return list.map(said).join(', ')
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : asText(value)
}

const questionWords = ['question', '问题', '提问']
const answerWords = ['answer', '答案', '回答']

/** The user's own names for question and answer: these words where they stand, else the first name that holds them. */
export function vqaKeysIn(names: readonly string[]): VqaKeys | null {
  const find = (words: readonly string[]): string | undefined =>
    names.find((name) => words.includes(name.toLowerCase())) ??
    names.find((name) => words.some((word) => name.toLowerCase().includes(word)))
  const [question, answer] = [find(questionWords), find(answerWords)]
  return question === undefined || answer === undefined || question === answer ? null : { question, answer }
}

const ownFields = ['image', 'width', 'height']

function readLine(row: Readonly<Record<string, unknown>>, pair: VqaKeys | undefined): RowReading {
  const [width, height] = [asNumber(row.width), asNumber(row.height)]
  if (typeof row.image !== 'string' || width === null || height === null) {
    return unreadable('bad-record', 'The line does not name its picture with width and height.')
  }
  const names = Object.keys(row).filter((name) => !ownFields.includes(name))
  const keys = pair ?? vqaKeysIn(names)
  if (keys === null) {
    return unreadable(
      'no-pair',
      `No field is called a question and another an answer; the line has ${names.join(', ')}.`,
    )
  }
  const missing = [keys.question, keys.answer].find((name) => !Object.hasOwn(row, name))
  if (missing !== undefined)
    return unreadable('no-pair', `The line has no field ${missing}; it has ${names.join(', ')}.`)
  const text = (value: unknown) => [{ kind: 'text' as const, text: said(value) }]
  return {
    dialogue: {
      id: null,
      images: [{ file: row.image, width, height }],
      turns: [
        { role: 'user', pieces: text(row[keys.question]) },
        { role: 'assistant', pieces: text(row[keys.answer]) },
      ],
    },
    notes: [],
    unknown: unreadFields(row, [...ownFields, keys.question, keys.answer]),
  }
}

/** Lines of X-AnyLabeling's VQA tool: a picture, and fields under names of the user's own. Source: X-AnyLabeling @ 87da339. */
export const xAnyLabelingVqa: Format = {
  ...readOnly,
  id: 'x-anylabeling-vqa',
  frame: () => 'No coordinates',
  reader: {
    ...rowReader({ kind: 'lines' }, (row, _, { pair }) => readLine(row, pair)),
    pairNames: ({ value }) => Object.keys(asRecord(value) ?? {}).filter((name) => !ownFields.includes(name)),
  },
}
