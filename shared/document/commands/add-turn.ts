import type { Turn } from '../../dialogue/turn.ts'
import type { Recipe } from '../record-changes.ts'

/** Adds a turn; one that is already there stays as it is. */
export function addTurn(turn: Turn): Recipe {
  return (draft) => {
    draft.turns[turn.id] ??= turn
  }
}
