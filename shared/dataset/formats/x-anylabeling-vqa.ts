import type { Format } from '../format.ts'
import { asList, asNumber, asText } from '../import/json-field.ts'
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

/** The name that is the word, else the first that holds it: the names are those that people gave their fields. */
function fieldFor(names: readonly string[], word: string): string | undefined {
  return names.find((name) => name.toLowerCase() === word) ?? names.find((name) => name.toLowerCase().includes(word))
}

function readLine(row: Readonly<Record<string, unknown>>): RowReading {
  const [width, height] = [asNumber(row.width), asNumber(row.height)]
  if (typeof row.image !== 'string' || width === null || height === null) {
    return unreadable('bad-record', 'The line does not name its picture with width and height.')
  }
  const names = Object.keys(row).filter((name) => !['image', 'width', 'height'].includes(name))
  const [question, answer] = [fieldFor(names, 'question'), fieldFor(names, 'answer')]
  if (question === undefined || answer === undefined || question === answer) {
    return unreadable(
      'no-pair',
      `No field is called a question and another an answer; the line has ${names.join(', ')}.`,
    )
  }
  const text = (value: unknown) => [{ kind: 'text' as const, text: said(value) }]
  return {
    dialogue: {
      id: null,
      images: [{ file: row.image, width, height }],
      turns: [
        { role: 'user', pieces: text(row[question]) },
        { role: 'assistant', pieces: text(row[answer]) },
      ],
    },
    notes: [],
    unknown: unreadFields(row, ['image', 'width', 'height', question, answer]),
  }
}

/** Lines of X-AnyLabeling's VQA tool: a picture, and fields under names of the user's own. Source: X-AnyLabeling @ 87da339. */
export const xAnyLabelingVqa: Format = {
  ...readOnly,
  id: 'x-anylabeling-vqa',
  frame: () => 'No coordinates',
  reader: rowReader({ kind: 'lines' }, readLine),
}
