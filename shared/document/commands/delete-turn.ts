import type { TurnId } from '../../ids.ts'
import type { Recipe } from '../record-changes.ts'

/** Deletes turns. Regions that a model proposed in them stay: they are objects of their own. */
export function deleteTurn(...ids: readonly TurnId[]): Recipe {
  return (draft) => {
    for (const id of ids) delete draft.turns[id]
  }
}
