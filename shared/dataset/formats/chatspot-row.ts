import * as v from 'valibot'
import { type ChatspotMode, writeRowBox } from '../../dialects/chatspot.ts'
import type { WrittenTurn } from '../../dialogue/prompt.ts'
import type { Size } from '../../geometry/spaces.ts'
import { err, ok, type Result } from '../../result.ts'

const side = v.pipe(v.number(), v.finite())

export const ChatspotRow = v.object({
  image: v.string(),
  boxes: v.optional(v.array(v.tuple([side, side, side, side]))),
  conversations: v.array(v.object({ from: v.picklist(['human', 'gpt']), value: v.string() })),
})
/**
 * A row of MMGPT's conversation data (Ahnsun/merlin @ 818d2b9a4e): boxes are left, top, width, height in pixels of the upright
 * picture and take the place of `<box>` in all messages, in order.
 */
export type ChatspotRow = v.InferOutput<typeof ChatspotRow>

/** The messages as the model reads them, boxes written out. An error when marks and boxes do not pair up. */
export function fillChatspotRow(row: ChatspotRow, size: Size, mode: ChatspotMode): Result<WrittenTurn[], string> {
  const boxes = row.boxes ?? []
  let used = 0
  const turns = row.conversations.map(({ from, value }): WrittenTurn => {
    const text = value.replaceAll('<box>', (mark) => {
      const box = boxes[used++]
      return box === undefined ? mark : writeRowBox(box, size, mode)
    })
    return { role: from === 'human' ? 'user' : 'assistant', text }
  })
  return used === boxes.length ? ok(turns) : err(`${used} <box> in the text but ${boxes.length} boxes`)
}
