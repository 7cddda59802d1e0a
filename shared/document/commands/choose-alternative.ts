import { current, type Draft, isDraft } from 'immer'
import { mentionedRegions } from '../../dialogue/mentioned-regions.ts'
import type { Alternative, Turn } from '../../dialogue/turn.ts'
import type { TurnId } from '../../ids.ts'
import type { Recipe, RecordsDraft } from '../record-changes.ts'

function plain<T extends object>(value: T): T {
  return isDraft(value) ? (current(value as Draft<T>) as T) : value
}

/** All answers of a turn in order, the one shown among them, after its open proposals were taken off the picture. */
function setAside(draft: RecordsDraft, turn: Turn): Alternative[] {
  const elsewhere = mentionedRegions(
    Object.values(draft.turns).filter((other) => other.dialogueId === turn.dialogueId && other.id !== turn.id),
  )
  const proposed = Object.values(draft.regions).filter(
    (region) =>
      region.proposal?.turnId === turn.id && region.proposal.judgement === 'open' && !elsewhere.has(region.id),
  )
  const regions = proposed.map(plain)
  for (const { id } of regions) delete draft.regions[id]
  const { id: _, dialogueId: __, order: ___, role: ____, ...said } = plain(turn)
  const { alternatives = [], shown = alternatives.length, ...own } = said
  const now: Alternative = { ...own, regions }
  return [...alternatives.slice(0, shown), now, ...alternatives.slice(shown)]
}

/**
 * Takes an answer off its dialogue to make place for a new one. `keep` is told all answers so far, oldest first; proposals that
 * nobody judged go with their answer. An unknown turn changes nothing.
 */
export function makeRoomForAnswer(id: TurnId, keep: (alternatives: Alternative[]) => void): Recipe {
  return (draft) => {
    const turn = draft.turns[id]
    if (turn === undefined) return
    keep(setAside(draft, turn))
    delete draft.turns[id]
  }
}

/** Shows another answer of a turn, counted from 0. Its proposals come back with it. An index without an answer changes nothing. */
export function chooseAlternative(id: TurnId, index: number): Recipe {
  return (draft) => {
    const turn = draft.turns[id]
    const count = (turn?.alternatives?.length ?? 0) + 1
    if (turn === undefined || index === (turn.shown ?? count - 1) || !(index >= 0 && index < count)) return
    const all = setAside(draft, turn)
    const chosen = all[index]
    if (chosen === undefined) return
    const { regions, ...said } = chosen
    for (const region of regions) draft.regions[region.id] ??= region
    const { dialogueId, order, role } = plain(turn)
    draft.turns[id] = {
      id,
      dialogueId,
      order,
      role,
      ...said,
      alternatives: all.filter((each) => each !== chosen),
      shown: index,
    }
  }
}
