import type { Format } from '../format.ts'
import { asRecord } from '../import/json-field.ts'
import { importXAnyLabeling, type VqaKeys } from '../import/x-anylabeling.ts'
import { openJsonFileReader } from './json-file-reader.ts'
import { readOnly } from './read-only.ts'

/** The user's own names for question and answer: these words where they stand, else a name that holds them. */
function vqaKeys(json: unknown): VqaKeys | null {
  const names = Object.keys(asRecord(asRecord(json)?.vqaData) ?? {})
  const find = (word: string): string | undefined =>
    names.find((name) => name.toLowerCase() === word) ?? names.find((name) => name.toLowerCase().includes(word))
  const [question, answer] = [find('question'), find('answer')]
  return question === undefined || answer === undefined || question === answer ? null : { question, answer }
}

/** X-AnyLabeling's files: shapes, chat, and question and answer where the user's names for them say so. */
export const xAnyLabeling: Format = {
  ...readOnly,
  id: 'x-anylabeling',
  frame: () => 'Pixels of the upright picture, floats',
  reader: {
    layout: { kind: 'whole', first: [], files: ['*.json'] },
    stateless: true,
    open: (context) => openJsonFileReader((json) => importXAnyLabeling(json, vqaKeys(json)), context),
  },
}
