import { asText } from '../import/json-field.ts'
import { pairMarks, type RowNote, type RowReading, unreadable } from './read-turns.ts'
import { fileNames, pictureNamed, rowMessages, speakerOf, unreadFields } from './row-fields.ts'

type Fields = Readonly<Record<string, unknown>>

/** How a trainer's rows of plain texts with marks are laid out. */
export type ChatRowRules = {
  readonly messages: readonly string[]
  readonly images: readonly string[]
  /** Further fields that are understood. */
  readonly also?: readonly string[]
  /** Whether too few marks are put in front, as the trainer does (for one picture alone: `one-front`), or stop it. */
  readonly missing: 'front' | 'one-front' | 'error'
  /** What the trainer does with a system text, where that is not what its author wants. */
  readonly systemProblem?: RowNote
  /** The trainer takes one picture. */
  readonly isSingle?: boolean
  /** What the writer puts behind pictures in front of a turn. */
  readonly after?: string
  readonly mark?: RegExp
  /** The field of a message that says whether it is learnt. */
  readonly taught?: (message: Fields) => boolean | undefined
  /** Fields of a message that are understood besides role and text. */
  readonly messageFields?: readonly string[]
}

function firstField(row: Fields, names: readonly string[]): unknown {
  for (const name of names) if (row[name] !== undefined && row[name] !== null) return row[name]
  return undefined
}

/** A row of chat texts, under whatever names of roles. System texts have no place in a document and are named as lost. */
export function readChatRow(row: Fields, rules: ChatRowRules): RowReading {
  const messages = rowMessages(firstField(row, rules.messages))
  if (messages === null) {
    return unreadable('no-messages', `The row has no list of messages in ${rules.messages.join(' or ')}.`)
  }
  const files = fileNames(firstField(row, rules.images))
  if (files === null) return unreadable('image-names', 'The pictures are not named by texts.')
  const notes: RowNote[] = []
  const unknown = unreadFields(row, [
    ...rules.messages,
    ...rules.images,
    ...(rules.also ?? []),
    'id',
    'width',
    'height',
  ])
  const texts: { role: 'user' | 'assistant'; text: string; isTaught?: boolean }[] = []
  const readHere = ['role', 'content', 'from', 'value', ...(rules.messageFields ?? [])]
  for (const { role, content, fields } of messages) {
    const speaker = speakerOf(role)
    unknown.push(...unreadFields(fields, readHere, 'messages[].'))
    if (speaker === null) {
      return unreadable('role-unknown', `The role ${role} is none of user, assistant and system.`)
    }
    if (typeof content !== 'string') return unreadable('content', 'A message is no text.')
    if (speaker === 'system') {
      if (rules.systemProblem !== undefined) notes.push(rules.systemProblem)
      else if (content !== '')
        notes.push({ severity: 'loss', code: 'system-lost', message: 'A system text is not kept.' })
      continue
    }
    const isTaught = rules.taught?.(fields)
    texts.push({ role: speaker, text: content, ...(isTaught === undefined ? {} : { isTaught }) })
  }
  if (rules.isSingle === true && files.length > 1) {
    notes.push({
      severity: 'warning',
      code: 'several-images',
      message: 'The original trainer takes one picture a row.',
    })
  }
  const { after = '', mark } = rules
  const missing = rules.missing === 'one-front' ? (files.length === 1 ? 'front' : 'error') : rules.missing
  const paired = pairMarks(texts, files.length, { after, missing, ...(mark === undefined ? {} : { mark }) })
  notes.push(...paired.notes)
  const { width, height, id } = row
  const isSized = files.length === 1 && typeof width === 'number' && typeof height === 'number'
  const images = files.map((file) => (isSized ? { file, width, height } : pictureNamed(file)))
  return {
    dialogue: { id: typeof id === 'number' ? String(id) : asText(id) || null, images, turns: paired.turns },
    notes,
    unknown,
  }
}
