import { ferretFeature, ferretText } from '../../dialects/ferret.ts'
import type { WrittenTurn } from '../../dialogue/prompt.ts'
import type { PixelBox, Size } from '../../geometry/spaces.ts'

type RowBox = readonly [x1: number, y1: number, x2: number, y2: number]

/** One record of a Ferret file: pixels, one list of boxes for each message, placeholders counted from 0 in each message. */
export type FerretRow = {
  readonly id: number | string
  readonly image: string
  readonly image_h: number
  readonly image_w: number
  readonly conversations: readonly { readonly from: 'human' | 'gpt'; readonly value: string }[]
  readonly box_x1y1x2y2: readonly (readonly RowBox[])[]
}

/** A message in pieces: text, or the boxes of one mention. The picture is not among them. */
export type FerretMessage = {
  readonly role: 'user' | 'assistant'
  readonly pieces: readonly (string | readonly PixelBox[])[]
}

/** The record of a dialogue on one picture; `<image>` and a line feed go in front of the first question. */
export function writeFerretRow(
  id: number | string,
  image: Size & { readonly file: string },
  messages: readonly FerretMessage[],
): FerretRow {
  const boxes = messages.map((message) =>
    message.pieces.flatMap((piece): RowBox[] =>
      typeof piece === 'string' ? [] : piece.map(({ x1, y1, x2, y2 }) => [x1, y1, x2, y2]),
    ),
  )
  const conversations = messages.map(({ role, pieces }, index) => {
    let count = 0
    const text = pieces
      .map((piece) => (typeof piece === 'string' ? piece : piece.map(() => `<bbox_location${count++}>`).join(' ')))
      .join('')
    const value = index === 0 ? `<image>\n${text}` : text
    return { from: role === 'user' ? ('human' as const) : ('gpt' as const), value }
  })
  return { id, image: image.file, image_h: image.height, image_w: image.width, conversations, box_x1y1x2y2: boxes }
}

/**
 * What Ferret's loader makes of a record: placeholders become thousandths, in questions with `<region_fea>` behind them when features are
 * on. Training turns about half of the questions' boxes into a point inside; `point` stands for the centre of each.
 */
export function fillFerretRow(
  row: FerretRow,
  options: { readonly asks: 'box' | 'point'; readonly feature: boolean },
): WrittenTurn[] {
  const size = { width: row.image_w, height: row.image_h }
  return row.conversations.map(({ from, value }, index) => {
    const text = value.replace(/<bbox_location(\d+)>/g, (mark, number: string) => {
      const box = row.box_x1y1x2y2[index]?.[Number(number)]
      if (box === undefined) return mark
      const [x1, y1, x2, y2] = box
      if (from === 'gpt') return ferretText({ kind: 'box', x1, y1, x2, y2 }, size)
      const shape =
        options.asks === 'box'
          ? ({ kind: 'box', x1, y1, x2, y2 } as const)
          : ({ kind: 'point', x: (x1 + x2) / 2, y: (y1 + y2) / 2 } as const)
      return ferretText(shape, size) + (options.feature ? ferretFeature : '')
    })
    return { role: from === 'human' ? 'user' : 'assistant', text }
  })
}
