import type { ReportLine } from '../../api/dataset.ts'
import type { ImageFile } from '../../dialogue/image.ts'
import type { Turn } from '../../dialogue/turn.ts'
import { assertNever } from '../../result.ts'
import { reportOn } from '../report.ts'
import type { DialogueSource } from '../source.ts'

/** What a text without regions keeps of a turn: its words, and where pictures stand among them. */
export type PlainPiece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'image'; readonly image: ImageFile }

/** The pieces of a turn; neighbouring words are one piece. Mentions vanish, the words that they ground stand in the text. */
export function plainPieces(turn: Turn, source: DialogueSource): PlainPiece[] {
  const pieces: PlainPiece[] = []
  const add = (text: string): void => {
    const last = pieces.at(-1)
    if (last?.kind === 'text') pieces[pieces.length - 1] = { kind: 'text', text: last.text + text }
    else if (text !== '') pieces.push({ kind: 'text', text })
  }
  for (const part of turn.parts) {
    switch (part.kind) {
      case 'text':
      case 'malformed':
        add(part.text)
        break
      case 'mention':
        break
      case 'image': {
        const image = source.images.find(({ id }) => id === part.imageId)
        if (image !== undefined) pieces.push({ kind: 'image', image })
        break
      }
      default:
        assertNever(part)
    }
  }
  return pieces
}

/** Texts without blanks around them, each paragraph by itself; pictures as they stand. */
export function paragraphs(pieces: readonly PlainPiece[]): PlainPiece[] {
  return pieces.flatMap((piece): readonly PlainPiece[] => {
    if (piece.kind === 'image') return [piece]
    const texts = piece.text.split(/\s*\n[^\S\n]*\n\s*/).map((text) => text.trim())
    return texts.filter((text) => text !== '').map((text) => ({ kind: 'text', text }))
  })
}

/** A turn's words alone, blanks around them taken off. */
export function plainText(turn: Turn): string {
  return turn.parts
    .map((part) => (part.kind === 'text' || part.kind === 'malformed' ? part.text : ''))
    .join('')
    .trim()
}

/** A question and the answer to it; the question is null for an answer that stands alone. */
export type Round = { readonly question: Turn | null; readonly answer: Turn }

/** The answers of a dialogue, each with its question. */
export function roundsOf({ turns }: DialogueSource): Round[] {
  return turns.flatMap((answer, index) => {
    if (answer.role !== 'assistant') return []
    const before = turns[index - 1]
    return [{ question: before?.role === 'user' ? before : null, answer }]
  })
}

/** One line that says how many regions a text without regions loses, and for which turn first. */
export function regionLosses(source: DialogueSource, name: string): ReportLine[] {
  const pointing = source.turns.filter((turn) => turn.parts.some((part) => part.kind === 'mention'))
  const [first] = pointing
  if (first === undefined) return []
  const count = new Set(
    pointing.flatMap((turn) => turn.parts.flatMap((part) => (part.kind === 'mention' ? part.regionIds : []))),
  ).size
  const message = `${name} has no regions: ${count === 1 ? 'a region is' : `${count} regions are`} left out, their words stay.`
  return [reportOn(source, 'loss', 'regions-lost', message, first.id)]
}

/** The line that says that turns no longer know of each other, where there are several. */
export function cutLosses(source: DialogueSource, name: string, rounds: number): ReportLine[] {
  if (rounds < 2) return []
  const message = `${name} has one question a record: the ${rounds} answers of the dialogue no longer know of each other.`
  return [reportOn(source, 'loss', 'dialogue-cut', message)]
}

/** The line that says that questions are left out. */
export function questionLosses(source: DialogueSource, name: string, rounds: readonly Round[]): ReportLine[] {
  const asked = rounds.find(({ question }) => question?.parts.some(({ kind }) => kind !== 'image'))
  if (asked === undefined) return []
  const message = `${name} has no questions: they are left out, the answers stay.`
  return [reportOn(source, 'loss', 'questions-lost', message, asked.question?.id)]
}
