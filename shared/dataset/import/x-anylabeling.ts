import { createImportLog, type ImportLog } from './import-log.ts'
import type { Imported, ImportedDialogue, ImportedPart, ImportedTurn } from './imported.ts'
import { asList, asRecord, asSide, asText, otherFields } from './json-field.ts'
import { readLabelMeShape } from './label-me-shape.ts'

/** Which of the user's own keys hold the question and the answer. */
export type VqaKeys = { readonly question: string; readonly answer: string }

const mark = '<image>'

/** The chat of a file: one picture in front of the first question; further marks of the same picture are left out and named. */
function chatOf(value: unknown, log: ImportLog): ImportedDialogue[] {
  const turns: ImportedTurn[] = []
  let hasPicture = false
  for (const [index, one] of (asList(value) ?? []).entries()) {
    const place = `chat_history[${index}]`
    const message = asRecord(one)
    const role = message?.role
    if (message === null || (role !== 'user' && role !== 'assistant') || typeof message.content !== 'string') {
      log.dropped(place, 'bad message', 'the message is no text of a user or an assistant')
      continue
    }
    const parts: ImportedPart[] = []
    for (const [at, text] of message.content.split(mark).entries()) {
      if (at > 0 && hasPicture) log.changed(place, 'mark again', 'the picture is marked again: one mark is kept')
      else if (at > 0) {
        hasPicture = true
        parts.push({ kind: 'image' })
      }
      if (text !== '') parts.push({ kind: 'text', text })
    }
    turns.push({ role, parts })
  }
  return turns.length === 0 ? [] : [{ kind: 'chat', turns }]
}

/** A value that people typed or chose, as text; null when it is none. */
function said(value: unknown): string | null {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  const list = asList(value)?.map(said)
  return list === undefined || list.includes(null) ? null : list.join(', ')
}

function vqaOf(value: unknown, keys: VqaKeys | null, log: ImportLog): ImportedDialogue[] {
  const data = asRecord(value)
  if (data === null) return []
  const [question, answer] = keys === null ? [null, null] : [said(data[keys.question]), said(data[keys.answer])]
  if (keys === null || question === null || answer === null) {
    const names = Object.keys(data).join(', ')
    log.dropped('vqaData', 'no pair', `no question and answer under the keys given; the file has ${names}`)
    return []
  }
  const fields = otherFields(data, [keys.question, keys.answer])
  const turn = (role: 'user' | 'assistant', text: string): ImportedTurn => ({ role, parts: [{ kind: 'text', text }] })
  return [
    {
      kind: 'qa',
      turns: [turn('user', question), turn('assistant', answer)],
      ...(fields === undefined ? {} : { fields }),
    },
  ]
}

const read = 'version imagePath imageData imageHeight imageWidth shapes chat_history vqaData'.split(' ')

/**
 * Reads one file of X-AnyLabeling that was parsed from JSON: shapes in pixels (rectangles of two or four corners), its chat, and its
 * question and answer where `keys` name them; without keys they are in the log. Reads anything without throwing.
 */
export function importXAnyLabeling(json: unknown, keys: VqaKeys | null): Imported {
  const log = createImportLog()
  const root = asRecord(json)
  if (root === null) {
    log.dropped('file', 'not X-AnyLabeling', 'the file is no object')
    return { pictures: [], warnings: log.warnings }
  }
  const file = asText(root.imagePath)
  if (file === '') log.noted('imagePath', 'no file name', 'the file does not name its picture')
  for (const name of ['shapes', 'chat_history']) {
    if (root[name] != null && asList(root[name]) === null) log.dropped(name, 'not a list', `“${name}” is not a list`)
  }
  const fields = otherFields(root, read)
  const picture = {
    file,
    width: asSide(root.imageWidth),
    height: asSide(root.imageHeight),
    regions: (asList(root.shapes) ?? []).flatMap((shape, index) =>
      readLabelMeShape(shape, `shapes[${index}]`, 'x-anylabeling', log),
    ),
    dialogues: [...chatOf(root.chat_history, log), ...vqaOf(root.vqaData, keys, log)],
    ...(fields === undefined ? {} : { fields }),
  }
  return { pictures: [picture], warnings: log.warnings }
}
