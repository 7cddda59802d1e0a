import { asList, asRecord } from '../import/json-field.ts'
import type { TurnPiece } from './pictured-turn.ts'
import { type RowNote, type RowReading, type RowTurn, unreadable, withRejected } from './read-turns.ts'
import { fileNames, pictureNamed, rowMessages, speakerOf, unreadFields } from './row-fields.ts'

type Fields = Readonly<Record<string, unknown>>

type Count = { used: number }

/**
 * Text, or a list of parts; a picture is a part of type `image` (or `image_url`, whose name is its own). Null when
 * it is neither, and for a picture with a key `image`, which TRL no longer counts as a place.
 */
function readParts(content: unknown, count: Count, urls: string[]): TurnPiece[] | null {
  if (typeof content === 'string') return content === '' ? [] : [{ kind: 'text', text: content }]
  const list = asList(content)
  if (list === null) return null
  const pieces: TurnPiece[] = []
  for (const one of list) {
    const part = asRecord(one)
    if (part === null) return null
    if (part.type === 'text' && typeof part.text === 'string') pieces.push({ kind: 'text', text: part.text })
    else if (part.type === 'image' && Object.hasOwn(part, 'image')) return null
    else if (part.type === 'image') pieces.push({ kind: 'image', image: count.used++ })
    else if (part.type === 'image_url') {
      const url = typeof part.image_url === 'string' ? part.image_url : asRecord(part.image_url)?.url
      if (typeof url !== 'string') return null
      urls.push(url)
      pieces.push({ kind: 'image', image: count.used++ })
    } else return null
  }
  return pieces
}

/** Messages whose contents are texts or lists of parts; `urls` gets the pictures that parts name themselves. */
export function readPartMessages(
  value: unknown,
  urls: string[],
  taught: (message: Fields) => boolean | undefined,
): { turns: RowTurn[]; notes: RowNote[]; unknown: string[]; places: number } | RowReading {
  const messages = rowMessages(value)
  if (messages === null) return unreadable('no-messages', 'The line has no list of messages.')
  const notes: RowNote[] = []
  const unknown: string[] = []
  const turns: RowTurn[] = []
  const count: Count = { used: 0 }
  for (const { role, content, fields } of messages) {
    unknown.push(...unreadFields(fields, ['role', 'content', 'weight'], 'messages[].'))
    const speaker = speakerOf(role)
    if (speaker === null) return unreadable('role-unknown', `The role ${role} is none of user, assistant and system.`)
    const pieces = readParts(content, count, urls)
    if (pieces === null) return unreadable('content', 'A message is neither a text nor a list of texts and pictures.')
    if (speaker === 'system') {
      notes.push({ severity: 'loss', code: 'system-lost', message: 'A system text is not kept.' })
      continue
    }
    if (speaker === 'assistant' && pieces.some((piece) => piece.kind === 'image')) {
      notes.push({ severity: 'error', code: 'image-in-answer', message: 'An answer holds a picture.' })
    }
    const isTaught = taught(fields)
    turns.push({ role: speaker, pieces, ...(isTaught === undefined ? {} : { isTaught }) })
  }
  return { turns, notes, unknown, places: count.used }
}

/** A line of TRL's: `messages`, or `prompt` and `completion`. */
export function readTrlRow(row: Fields): RowReading {
  const files = fileNames(row.file_names ?? row.file_name ?? row.images ?? row.image)
  if (files === null) return unreadable('image-names', 'The pictures are not named by texts.')
  if (files.some((file) => /^(?:[/\\]|[A-Za-z]:|\w+:\/\/)|(?:^|\/)\.\.(?:\/|$)/.test(file))) {
    return unreadable('image-path', 'HF datasets refuses absolute paths, .. and addresses.')
  }
  const asked = asList(row.prompt)
  const said = asList(row.completion)
  const isPair = asked !== null && said !== null
  const read = readPartMessages(isPair ? [...asked, ...said] : row.messages, [], () => undefined)
  if ('dialogue' in read) return read
  const notes = [...read.notes]
  let turns = read.turns
  const texts = isPair ? [...asked, ...said] : (asList(row.messages) ?? [])
  const isPlain = texts.every((one) => typeof asRecord(one)?.content === 'string')
  if (isPlain) {
    const front = files.map((_, image): TurnPiece => ({ kind: 'image', image }))
    turns = turns.map((turn, index) => (index === 0 ? { ...turn, pieces: [...front, ...turn.pieces] } : turn))
  } else if (read.places !== files.length) {
    const message = `${read.places} places for pictures, but ${files.length} pictures.`
    notes.push({ severity: 'error', code: 'image-marks', message })
  }
  // The context of a pair carries no loss; only its last answer is learnt.
  if (isPair) {
    turns = turns.map((turn, index) =>
      turn.role === 'assistant' ? { ...turn, isTaught: index === turns.length - 1 } : turn,
    )
  }
  const known = ['file_names', 'file_name', 'images', 'image', 'prompt', 'completion', 'messages', 'id']
  return {
    dialogue: { id: typeof row.id === 'string' ? row.id : null, images: files.map(pictureNamed), turns },
    notes,
    unknown: [...unreadFields(row, known), ...read.unknown],
  }
}

/** A text as a list with one message. */
function asMessages(value: unknown, role: string): readonly unknown[] | null {
  return typeof value === 'string' ? [{ role, content: value }] : asList(value)
}

/** A line of TRL's preference pairs. Without `prompt`, the words before the last message of `chosen` are the prompt. */
export function readTrlPair(row: Fields): RowReading {
  const { prompt, chosen, rejected, ...rest } = row
  const asked = asMessages(prompt, 'user') ?? []
  const [better, worse] = [asMessages(chosen, 'assistant'), asMessages(rejected, 'assistant')]
  const last = worse?.at(-1)
  if (better === null || last === undefined) return unreadable('no-pair', 'The line has no chosen and rejected answer.')
  const read = readPartMessages([last], [], () => undefined)
  if ('dialogue' in read) return read
  const [turn] = read.turns
  if (turn?.role !== 'assistant' || read.places > 0) return unreadable('no-pair', 'The rejected answer is none.')
  const text = turn.pieces.map((piece) => (piece.kind === 'text' ? piece.text : '')).join('')
  const reading = readTrlRow({ ...rest, messages: [...asked, ...better] })
  return withRejected({ ...reading, unknown: [...reading.unknown, ...read.unknown] }, [text])
}
