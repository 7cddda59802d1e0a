import * as v from 'valibot'
import type { DialectShape } from '../../dialects/dialect.ts'
import { shikra } from '../../dialects/shikra.ts'
import type { WrittenTurn } from '../../dialogue/prompt.ts'
import type { Size } from '../../geometry/spaces.ts'
import { err, ok, type Result } from '../../result.ts'

const numbers = v.array(v.pipe(v.number(), v.finite()))
const indices = v.nullish(v.array(v.array(v.pipe(v.number(), v.integer()))))

export const ShikraItem = v.object({
  image: v.string(),
  target: v.optional(
    v.object({
      boxes: v.optional(v.array(v.pipe(numbers, v.length(4)))),
      points: v.optional(v.array(v.pipe(numbers, v.length(2)))),
    }),
  ),
  conversations: v.array(
    v.object({ from: v.picklist(['human', 'gpt']), value: v.string(), boxes_seq: indices, points_seq: indices }),
  ),
})
/**
 * What every Shikra loader hands to training: pixels of the upright picture, and for each message the lists that its `<boxes>` and
 * `<points>` take, left to right. Source: loaders of shikras/shikra @ ff79a4ced8.
 */
export type ShikraItem = v.InferOutput<typeof ShikraItem>

type Fill = { readonly mark: string; readonly seq: readonly (readonly number[])[]; readonly shapes: DialectShape[] }

function fill(text: string, { mark, seq, shapes }: Fill, size: Size): Result<string, string> {
  const pieces = text.split(mark)
  if (pieces.length - 1 !== seq.length) {
    return err(`${pieces.length - 1} ${mark} in the text but ${seq.length} lists for them`)
  }
  let filled = pieces[0] ?? ''
  for (const [index, list] of seq.entries()) {
    const named: DialectShape[] = []
    for (const number of list) {
      const shape = shapes.at(number)
      if (shape === undefined) return err(`there is no number ${number} for ${mark}`)
      named.push(shape)
    }
    const written = shikra.encode(named, size)
    if (!written.ok && written.error.code !== 'empty-mention') return err(written.error.message)
    filled += (written.ok ? written.value : '[]') + (pieces[index + 1] ?? '')
  }
  return ok(filled)
}

/** The shapes that an item's lists count, in pixels of the upright picture. */
export function shikraTarget({ target }: ShikraItem): {
  readonly boxes: DialectShape[]
  readonly points: DialectShape[]
} {
  return {
    boxes: (target?.boxes ?? []).map(([x1 = 0, y1 = 0, x2 = 0, y2 = 0]) => ({ kind: 'box', x1, y1, x2, y2 })),
    points: (target?.points ?? []).map(([x = 0, y = 0]) => ({ kind: 'point', x, y })),
  }
}

/** The messages as the model reads them, regions written out. An error where upstream's loader would stop. */
export function fillShikraItem(item: ShikraItem, size: Size): Result<WrittenTurn[], string> {
  const { boxes, points } = shikraTarget(item)
  const turns: WrittenTurn[] = []
  for (const message of item.conversations) {
    let text = message.value
    for (const step of [
      { mark: '<boxes>', seq: message.boxes_seq, shapes: boxes },
      { mark: '<points>', seq: message.points_seq, shapes: points },
    ]) {
      if (step.seq === null || step.seq === undefined) continue
      const filled = fill(text, { ...step, seq: step.seq }, size)
      if (!filled.ok) return filled
      text = filled.value
    }
    turns.push({ role: message.from === 'human' ? 'user' : 'assistant', text })
  }
  return ok(turns)
}

/** Characters of a message that make upstream's `str.format` raise: it runs only where lists are filled in. */
export function breaksFormat(message: ShikraItem['conversations'][number]): boolean {
  const isFilled = (message.boxes_seq?.length ?? 0) + (message.points_seq?.length ?? 0) > 0
  return isFilled && /[{}]/.test(message.value)
}
