import { asText } from '../import/json-field.ts'
import { type RowReading, unreadable } from './read-turns.ts'
import { fileNames, pictureNamed, unreadFields } from './row-fields.ts'

/** A line with one question and its answer under these names, about one picture. */
export function readPairRow(
  row: Readonly<Record<string, unknown>>,
  names: { readonly question: string; readonly answer: string },
): RowReading {
  const files = fileNames(row.image)
  if (files?.length !== 1) return unreadable('image-names', 'The line does not name one picture in image.')
  const question = row[names.question]
  const answer = row[names.answer]
  if (typeof question !== 'string' || typeof answer !== 'string') {
    return unreadable('no-messages', `The line has no texts ${names.question} and ${names.answer}.`)
  }
  const { width, height } = row
  const sized = typeof width === 'number' && typeof height === 'number'
  return {
    dialogue: {
      id: asText(row.id) || null,
      images: files.map((file) => (sized ? { file, width, height } : pictureNamed(file))),
      turns: [
        { role: 'user', pieces: [{ kind: 'text', text: question }] },
        { role: 'assistant', pieces: [{ kind: 'text', text: answer }] },
      ],
    },
    notes: [],
    unknown: unreadFields(row, ['id', 'image', 'width', 'height', names.question, names.answer]),
  }
}
