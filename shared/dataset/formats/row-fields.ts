import { asList, asRecord } from '../import/json-field.ts'
import { insidePicture } from '../inside-picture.ts'
import type { DraftImage } from '../make-record.ts'

type Fields = Readonly<Record<string, unknown>>

/** A picture that a row names without its size, or holds as a data URL. */
export function pictureNamed(file: string): DraftImage {
  return file.startsWith('data:') ? insidePicture(file) : { file, width: null, height: null }
}

/** Names of files: one text, a list of texts, or a list of `{path}`. Null when something else stands there; none for nothing. */
export function fileNames(value: unknown): string[] | null {
  if (value === undefined || value === null || value === '') return []
  const list = asList(value) ?? [value]
  const names: string[] = []
  for (const one of list) {
    const name = typeof one === 'string' ? one : asRecord(one)?.path
    if (typeof name !== 'string') return null
    names.push(name)
  }
  return names
}

/** Fields that nothing reads, as they are named in a report; empty values say nothing. */
export function unreadFields(fields: Fields, read: readonly string[], prefix = ''): string[] {
  return Object.entries(fields)
    .filter(([name, value]) => !read.includes(name) && value !== null && value !== undefined && value !== '')
    .map(([name]) => prefix + name)
}

/** A turn of chat data under either pair of names, with what it has besides. */
export type RowMessage = {
  readonly role: string
  readonly content: unknown
  readonly fields: Fields
}

/** `role`/`content` or `from`/`value`; null when a message has neither. */
export function rowMessages(value: unknown): RowMessage[] | null {
  const list = asList(value)
  if (list === null) return null
  const messages: RowMessage[] = []
  for (const one of list) {
    const fields = asRecord(one)
    if (fields === null) return null
    const role = fields.role ?? fields.from
    if (typeof role !== 'string') return null
    messages.push({ role, content: fields.content ?? fields.value, fields })
  }
  return messages
}

const speakers: Readonly<Record<string, 'user' | 'assistant' | 'system'>> = {
  user: 'user',
  human: 'user',
  assistant: 'assistant',
  gpt: 'assistant',
  bot: 'assistant',
  model: 'assistant',
  system: 'system',
}

/** Whose words they are, under the names that trainers use; null for others, such as tools. */
export function speakerOf(role: string): 'user' | 'assistant' | 'system' | null {
  return Object.hasOwn(speakers, role) ? (speakers[role] ?? null) : null
}
