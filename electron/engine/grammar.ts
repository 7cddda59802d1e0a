import { type Bracket, charactersToClose, nextCharacter, nextText, type ShapeKinds } from './coordinate-bracket.ts'
import type { Allowed } from './sampling.ts'

/** The part of a vocabulary that has to do with brackets, found once. */
export type Grammar = {
  readonly kinds: ShapeKinds
  readonly textOf: (id: number) => string | null
  /** Tokens that can stand inside a bracket. */
  readonly inside: readonly Piece[]
  /** Tokens that open a bracket. */
  readonly opening: readonly Piece[]
}

type Piece = { readonly id: number; readonly text: string }

const bracketCharacters = '0123456789.,;'
const longestBracket = '[0.000,0.000,0.000,0.000]'.length + 1

/** The grammar of a dialect's coordinates over a vocabulary; null for a dialect that has none or a model that draws nothing. */
export function makeGrammar(
  dialect: string,
  kinds: ShapeKinds,
  vocabulary: { readonly size: number; textOf(id: number): string | null },
): Grammar | null {
  if (dialect !== 'shikra' || !(kinds.boxes || kinds.points)) return null
  const inside: Piece[] = []
  const opening: Piece[] = []
  for (let id = 0; id < vocabulary.size; id++) {
    const text = vocabulary.textOf(id)
    if (!text) continue
    if (text.includes('[')) opening.push({ id, text })
    const [before = ''] = text.split(']', 1)
    if ([...before].every((character) => bracketCharacters.includes(character))) inside.push({ id, text })
  }
  return { kinds, textOf: (id) => vocabulary.textOf(id), inside, opening }
}

/** Follows one answer. Once a bracket has opened, only tokens are allowed that can still become valid coordinates. */
export class GrammarWalk {
  private readonly grammar: Grammar
  private at: Bracket | null = null
  /** What `possible` found, until the next token. */
  private found: { readonly room: number; readonly pieces: readonly Piece[] } | null = null

  constructor(grammar: Grammar) {
    this.grammar = grammar
  }

  /** What may come next when at most `room` tokens are left, this one included. A bracket that could not be closed is not opened. */
  allowed(room: number): Allowed {
    const possible = this.possible(room)
    if (this.at !== null) return { kind: 'only', ids: possible.map((piece) => piece.id) }
    const forbidden = this.grammar.opening.filter((piece) => !possible.includes(piece)).map((piece) => piece.id)
    return { kind: 'except', ids: new Set(forbidden) }
  }

  /** The token that must come next, where there is one only. */
  forced(room: number): number | null {
    if (this.at === null) return null
    const [first, second] = this.possible(room)
    return first && !second ? first.id : null
  }

  push(id: number): void {
    const text = this.grammar.textOf(id)
    const next = text === null ? this.at : nextText(this.at, text, this.grammar.kinds)
    if (next === 'dead') throw new Error(`token ${id} is outside the grammar`)
    if (next !== null || this.at !== null) this.found = null
    this.at = next
  }

  private possible(room: number): readonly Piece[] {
    // More room than any bracket needs makes no difference.
    const limit = Math.min(room, longestBracket)
    if (this.found?.room !== limit) this.found = { room: limit, pieces: this.search(limit) }
    return this.found.pieces
  }

  private search(room: number): readonly Piece[] {
    const { kinds, inside, opening } = this.grammar
    const pieces = this.at === null ? opening : inside
    const alive = pieces.filter((piece) => {
      const next = nextText(this.at, piece.text, kinds)
      return next !== 'dead' && (next === null || charactersToClose(next, kinds) <= room - 1)
    })
    return alive.filter((piece) => !this.isSplitOf(piece, alive))
  }

  /** Whether every continuation has a longer token of its own: then the tokenizer would never have written this one. */
  private isSplitOf(piece: Piece, others: readonly Piece[]): boolean {
    const longer = others.filter((other) => other.text.length > piece.text.length && other.text.startsWith(piece.text))
    if (longer.length === 0) return false
    const next = nextText(this.at, piece.text, this.grammar.kinds)
    if (next === null || next === 'dead') return false
    return [...bracketCharacters, ']'].every(
      (character) =>
        nextCharacter(next, character, this.grammar.kinds) === 'dead' ||
        longer.some((other) => other.text.startsWith(piece.text + character)),
    )
  }
}
