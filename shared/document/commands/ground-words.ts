import { type Part, partsJoined } from '../../dialogue/turn.ts'
import type { RegionId, TurnId } from '../../ids.ts'
import type { Recipe } from '../record-changes.ts'

/** Where words stand: within one text part of a turn, offsets in UTF-16 units. */
export type Words = {
  readonly turnId: TurnId
  readonly part: number
  readonly start: number
  readonly end: number
}

/**
 * Grounds words of a turn: a mention of the regions is put behind them, with the words as its phrase. Words that are already grounded get
 * the regions besides those they have. Words that are not in one text of the turn change nothing.
 */
export function groundWords({ turnId, part: index, start, end }: Words, regionIds: readonly RegionId[]): Recipe {
  return (draft) => {
    const turn = draft.turns[turnId]
    const part = turn?.parts[index]
    if (turn === undefined || part?.kind !== 'text' || regionIds.length === 0) return
    const phrase = part.text.slice(start, end).trim()
    if (phrase === '') return
    const known = groundedAt(turn.parts, { turnId, part: index, start, end })
    if (known !== null) {
      known.regionIds = [...new Set([...known.regionIds, ...regionIds])]
      delete known.sent
      return
    }
    const rest = part.text.slice(end)
    const pieces: Part[] = [
      { kind: 'text', text: part.text.slice(0, end) },
      { kind: 'mention', regionIds: [...regionIds], phrase },
    ]
    if (rest !== '') pieces.push({ kind: 'text', text: rest })
    turn.parts.splice(index, 1, ...pieces)
  }
}

/** The mention that grounds exactly these words, or `null`. */
export function groundedAt(parts: readonly Part[], words: Words): Extract<Part, { kind: 'mention' }> | null {
  const part = parts[words.part]
  const next = parts[words.part + 1]
  if (part?.kind !== 'text' || next?.kind !== 'mention' || next.phrase === undefined) return null
  const said = part.text.slice(words.start, words.end).trim()
  return part.text.trimEnd().length <= words.end && next.phrase === said ? next : null
}

/** Takes the mention away from words that `groundWords` grounded; the words and the regions stay. */
export function ungroundWords(words: Words): Recipe {
  return (draft) => {
    const turn = draft.turns[words.turnId]
    if (turn === undefined || groundedAt(turn.parts, words) === null) return
    turn.parts = partsJoined(turn.parts.filter((_, index) => index !== words.part + 1))
  }
}
