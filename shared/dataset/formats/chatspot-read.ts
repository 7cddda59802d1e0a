import * as v from 'valibot'
import type { DialectShape } from '../../dialects/dialect.ts'
import { ChatspotRow } from './chatspot-row.ts'
import { pairMarks, type RowMention, type RowReading, type RowTurn, unreadable } from './read-turns.ts'
import { unreadFields } from './row-fields.ts'

/** Marks with one blank between them are one mention, as the writer puts them. */
const mentions = /(<box>(?: <box>)*)/

/**
 * A row of MMGPT's: `<box>` takes the boxes in order (left, top, width, height in pixels of the upright picture), and the picture stands
 * in front of the first question unless it names it.
 */
export function readChatspotRow(row: Readonly<Record<string, unknown>>): RowReading {
  const parsed = v.safeParse(ChatspotRow, row)
  if (!parsed.success) {
    const [issue] = parsed.issues
    return unreadable('bad-record', `${v.getDotPath(issue) ?? 'The row'}: ${issue.message}.`)
  }
  const { image, boxes = [], conversations } = parsed.output
  const texts = conversations.map(({ from, value }) => ({
    role: from === 'human' ? ('user' as const) : ('assistant' as const),
    text: value,
  }))
  const paired = pairMarks(texts, 1, { missing: 'front' })
  let used = 0
  const take = (count: number): RowMention => {
    const taken = boxes.slice(used, used + count)
    used += count
    const shapes = taken.map(([x, y, w, h]): DialectShape => ({ kind: 'box', x1: x, y1: y, x2: x + w, y2: y + h }))
    return { kind: 'mention', image: 0, shapes }
  }
  const turns = paired.turns.map(
    (turn): RowTurn => ({
      ...turn,
      pieces: turn.pieces.flatMap((piece): RowTurn['pieces'] =>
        piece.kind !== 'text'
          ? [piece]
          : piece.text.split(mentions).flatMap((text): RowTurn['pieces'] => {
              if (text === '') return []
              return text.startsWith('<box>') ? [take(text.split('<box>').length - 1)] : [{ kind: 'text', text }]
            }),
      ),
    }),
  )
  if (used !== boxes.length) {
    return unreadable('placeholders', `${used} <box> in the text but ${boxes.length} boxes.`)
  }
  const { id } = row
  const unknown = [
    ...unreadFields(row, ['id', 'image', 'boxes', 'conversations']),
    ...(Array.isArray(row.conversations) ? row.conversations : []).flatMap((message) =>
      unreadFields(message as Readonly<Record<string, unknown>>, ['from', 'value'], 'conversations[].'),
    ),
  ]
  return {
    dialogue: { id: typeof id === 'string' ? id : null, images: [{ file: image, width: null, height: null }], turns },
    notes: paired.notes,
    unknown,
  }
}
