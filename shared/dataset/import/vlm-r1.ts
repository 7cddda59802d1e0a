import { createImportLog, type ImportLog } from './import-log.ts'
import type { Imported, ImportedPicture, ImportedRegion, ImportedTurn } from './imported.ts'
import { asId, asList, asNumbers, asRecord, asText, otherFields, parseJson } from './json-field.ts'

/** The boxes of a fenced `bbox_2d` list, or null when the answer is none: then it is text. */
function boxesOf(answer: string, place: string, log: ImportLog): ImportedRegion[] | null {
  const fenced = /^\s*```json\s([\s\S]*?)```\s*$/.exec(answer)
  const list = fenced === null ? null : asList(parseJson(fenced[1] ?? ''))
  if (list === null) {
    if (fenced !== null) log.noted(place, 'bad list', 'the fenced list is no JSON: kept as text')
    return null
  }
  return list.flatMap((one, index) => {
    const record = asRecord(one)
    const numbers = asNumbers(record?.bbox_2d, 4)
    if (record === null || numbers === null) {
      log.dropped(`${place}, box ${index + 1}`, 'bad box', 'bbox_2d is not a list of four numbers')
      return []
    }
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = numbers
    const fields = otherFields(record, ['bbox_2d', 'label'])
    const shape = { kind: 'box' as const, x1, y1, x2, y2 }
    return [{ shape, label: asText(record.label), ...(fields === undefined ? {} : { fields }) }]
  })
}

function readRow(row: Readonly<Record<string, unknown>>, place: string, log: ImportLog): ImportedPicture {
  const regions: ImportedRegion[] = []
  const turns: ImportedTurn[] = []
  for (const [index, one] of (asList(row.conversations) ?? []).entries()) {
    const at = `${place}, conversations[${index}]`
    const message = asRecord(one)
    const from = message?.from
    const role = from === 'human' ? 'user' : from === 'assistant' || from === 'gpt' ? 'assistant' : null
    if (role === null || typeof message?.value !== 'string') {
      log.dropped(at, 'bad message', 'the message is no text of “human” or “assistant”')
      continue
    }
    const text = message.value
    const boxes = role === 'assistant' ? boxesOf(text, at, log) : null
    if (boxes !== null && boxes.length > 0) {
      turns.push({ role, parts: [{ kind: 'mention', regions: boxes.map((_, n) => regions.length + n) }] })
      regions.push(...boxes)
    } else turns.push({ role, parts: [{ kind: 'text', text }] })
  }
  const id = asId(row.id)
  if (asText(row.image) === '') log.noted(place, 'no file name', 'the line does not name its picture')
  const fields = otherFields(row, ['id', 'image', 'conversations'])
  return {
    file: asText(row.image),
    width: null,
    height: null,
    ...(id === null ? {} : { sourceId: id }),
    regions,
    dialogues: turns.length === 0 ? [] : [{ kind: 'qa', turns }],
    ...(fields === undefined ? {} : { fields }),
  }
}

/**
 * Reads one parsed row of VLM-R1's JSON lines as X-AnyLabeling writes them: a picture with boxes in pixels of the original. An answer that
 * is no fenced list, such as `None`, stays text. Reads anything without throwing.
 */
export function importVlmR1Row(value: unknown, place: string): Imported {
  const log = createImportLog()
  const row = asRecord(value)
  if (row !== null) return { pictures: [readRow(row, place, log)], warnings: log.warnings }
  log.dropped(place, 'not an object', 'the line is no JSON object')
  return { pictures: [], warnings: log.warnings }
}

/** Reads all lines of such a file. */
export function importVlmR1(text: string): Imported {
  const read = text.split(/\r\n|\r|\n/).flatMap((line, index) => {
    return line.trim() === '' ? [] : importVlmR1Row(parseJson(line), `line ${index + 1}`)
  })
  return {
    pictures: read.flatMap(({ pictures }) => pictures),
    warnings: read.flatMap(({ warnings }) => warnings),
  }
}
