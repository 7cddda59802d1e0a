import { createHash } from 'node:crypto'
import type { Entry, JournalEntry } from '../../../shared/document/document.ts'
import { err, ok, type Result } from '../../../shared/result.ts'

/** One line of a journal whose checksum is right; the entry is parsed only when somebody asks for it. */
export type JournalLine = {
  readonly seq: number
  readonly id: string
  /** The next line was written together with this one: either both count or neither. */
  readonly more: boolean
  parse(): JournalEntry
}

const linePattern = /^\{"seq":([1-9]\d{0,15}),"sum":"([0-9a-f]{16})",("more":true,)?"entry":(\{.*\})\}$/s
const idPattern = /^\{"id":"([A-Za-z0-9_-]{1,64})"/

/** Sixteen hexadecimal digits over a text. Finds damage, not tampering. */
function checksum(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}

/** The line of an entry, its line feed included. The id comes first, so that it can be read without parsing the rest. */
export function encodeLine(seq: number, entry: Entry, more = false): string {
  const { id, ...rest } = entry
  const text = JSON.stringify({ id, ...rest })
  const mark = more ? '"more":true,' : ''
  return `{"seq":${seq},"sum":"${checksum(`${seq}:${mark}${text}`)}",${mark}"entry":${text}}\n`
}

/** Reads a line without its line feed; an error says what is wrong with it. */
export function decodeLine(line: string): Result<JournalLine, string> {
  const match = linePattern.exec(line)
  const [, digits, sum, mark = '', text] = match ?? []
  if (digits === undefined || text === undefined) return err('not a journal line')
  if (checksum(`${digits}:${mark}${text}`) !== sum) return err('wrong checksum')
  const id = idPattern.exec(text)?.[1]
  if (id === undefined) return err('no id')
  const seq = Number(digits)
  return ok({ seq, id, more: mark !== '', parse: () => ({ seq, entry: JSON.parse(text) as Entry }) })
}
