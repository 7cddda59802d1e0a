import type { Turn } from '../../dialogue/turn.ts'
import { imageMark } from '../../dialogue/write-turn.ts'
import { assertNever } from '../../result.ts'

/** A piece of a turn: text in which coordinates are written already, or the picture with this place in the dialogue's list. */
export type TurnPiece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'image'; readonly image: number }

/** A turn as trainers with named pictures take it. */
export type PicturedTurn = {
  readonly role: Turn['role']
  readonly pieces: readonly TurnPiece[]
  /** Whether an answer is learnt; absent says nothing about it. */
  readonly isTaught?: boolean
}

/** The turn as one text, `<image>` where a picture stands and `after` behind those at its very start. */
export function markedText(turn: PicturedTurn, after = ''): string {
  let isStart = true
  let text = ''
  for (const piece of turn.pieces) {
    switch (piece.kind) {
      case 'image':
        text += isStart ? imageMark + after : imageMark
        break
      case 'text':
        isStart &&= piece.text === ''
        text += piece.text
        break
      default:
        assertNever(piece)
    }
  }
  return text
}

/** The turn's text without its pictures. */
export function plainText(turn: PicturedTurn): string {
  return turn.pieces.map((piece) => (piece.kind === 'text' ? piece.text : '')).join('')
}

/** The first text of these turns in which people typed a mark that the trainer counts as its own, or null. */
export function findMark(turns: readonly PicturedTurn[], marks: RegExp): { turn: number; mark: string } | null {
  for (const [turn, { pieces }] of turns.entries()) {
    for (const piece of pieces) {
      const mark = piece.kind === 'text' ? marks.exec(piece.text)?.[0] : undefined
      if (mark !== undefined) return { turn, mark }
    }
  }
  return null
}

/** True when a picture stands behind words of its turn. */
export function hasPictureInside(turn: PicturedTurn): boolean {
  const first = turn.pieces.findIndex((piece) => piece.kind === 'text' && piece.text.trim() !== '')
  return first >= 0 && turn.pieces.some((piece, index) => piece.kind === 'image' && index > first)
}
