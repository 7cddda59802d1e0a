import type { DialectShape } from '../../dialects/dialect.ts'
import { asList, asNumbers, asRecord } from '../import/json-field.ts'
import { readChatRow } from './chat-rows.ts'
import { checkSwiftObjects } from './ms-swift-row.ts'
import type { TurnPiece } from './pictured-turn.ts'
import { type RowMention, type RowNote, type RowReading, type RowTurn, unreadable } from './read-turns.ts'

type Fields = Readonly<Record<string, unknown>>

type Objects = {
  readonly refs: readonly string[]
  readonly boxes: readonly (readonly number[])[]
  readonly images: readonly number[]
  readonly isUnit: boolean
}

function readObjects(value: unknown): Objects | string {
  const fields = asRecord(value)
  if (fields === null) return 'objects is no object'
  const checked = checkSwiftObjects(fields)
  if (!checked.ok) return checked.error
  const type = checked.value.bbox_type ?? 'real'
  if (type !== 'real' && type !== 'norm1') return 'objects.bbox_type is neither real nor norm1'
  const refs = asList(checked.value.ref ?? [])
  const images = asNumbers(checked.value.image_id ?? [])
  if (refs === null || !refs.every((one) => typeof one === 'string')) return 'objects.ref is no list of texts'
  if (images === null) return 'objects.image_id is no list of numbers'
  return { refs: refs as string[], boxes: checked.value.bbox as number[][], images, isUnit: type === 'norm1' }
}

function shapeOf(box: readonly number[]): DialectShape {
  const [x1 = 0, y1 = 0, x2, y2] = box
  return x2 === undefined || y2 === undefined ? { kind: 'point', x: x1, y: y1 } : { kind: 'box', x1, y1, x2, y2 }
}

/** Fills marks in order over the whole row; a phrase mark directly in front of boxes names them. */
function fill(turns: readonly RowTurn[], { refs, boxes, images, isUnit }: Objects, notes: RowNote[]): RowTurn[] {
  let ref = 0
  let box = 0
  const split = (text: string): (TurnPiece | RowMention)[] => {
    const pieces: (TurnPiece | RowMention)[] = []
    for (const match of text.matchAll(/(<ref-object>)?((?:<bbox>)+)|<ref-object>|[^<]+|</g)) {
      const marks = (match[2]?.length ?? 0) / '<bbox>'.length
      if (marks === 0) {
        const words = match[0] === '<ref-object>' ? (refs[ref++] ?? match[0]) : match[0]
        pieces.push({ kind: 'text', text: words })
        continue
      }
      const phrase = match[1] === undefined ? undefined : (refs[ref++] ?? match[1])
      const places = Array.from({ length: marks }, () => box++)
      const shapes = places.flatMap((at) => {
        const numbers = boxes[at]
        return numbers === undefined ? [] : [shapeOf(numbers)]
      })
      if (shapes.length < marks) pieces.push({ kind: 'text', text: '<bbox>'.repeat(marks - shapes.length) })
      if (shapes.length === 0) continue
      const mention: RowMention = { kind: 'mention', image: images[places[0] ?? 0] ?? 0, shapes, isUnit }
      pieces.push(phrase === undefined ? mention : { ...mention, phrase })
    }
    return pieces
  }
  const filled = turns.map((turn) => ({
    ...turn,
    pieces: turn.pieces.flatMap((piece) => (piece.kind === 'text' ? split(piece.text) : [piece])),
  }))
  if (box !== boxes.length) {
    const message = `${box} <bbox> in the text, but ${boxes.length} boxes.`
    notes.push({ severity: 'error', code: 'box-marks', message })
  }
  if (ref !== refs.length) {
    const message = `${ref} <ref-object> in the text, but ${refs.length} phrases.`
    notes.push({ severity: 'error', code: 'ref-marks', message })
  }
  return filled
}

/** A line of ms-swift: `objects` are pixels of the upright picture; texts without them are read in the chosen dialect. */
export function readSwiftRow(row: Fields): RowReading {
  const reading = readChatRow(row, {
    messages: ['messages', 'conversations', 'conversation'],
    images: ['images', 'image'],
    also: ['objects'],
    missing: 'front',
    messageFields: ['loss', 'loss_scale'],
    taught: (message) => (typeof message.loss === 'boolean' ? message.loss : undefined),
  })
  if (reading.dialogue === null || row.objects === undefined || row.objects === null) return reading
  const objects = readObjects(row.objects)
  if (typeof objects === 'string') return unreadable('objects', `${objects}.`)
  const notes = [...reading.notes]
  const swapped = objects.boxes.findIndex(([x1, y1, x2, y2], at) => {
    const given = asNumbers(asList(asRecord(row.objects)?.bbox)?.[at]) ?? []
    return x2 !== undefined && y2 !== undefined && (given[0] !== x1 || given[1] !== y1)
  })
  if (swapped >= 0) {
    const message = `Box ${swapped + 1} does not have its corners in order: ms-swift puts them so.`
    notes.push({ severity: 'warning', code: 'corners-swapped', message })
  }
  const turns = fill(reading.dialogue.turns, objects, notes)
  return { ...reading, notes, dialogue: { ...reading.dialogue, turns } }
}
