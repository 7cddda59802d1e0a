import type { TurnId } from '../../ids.ts'
import type { Recipe } from '../record-changes.ts'

/** Lets every mention of a turn that knows its shapes keep them (`true`) or follow its regions (`false`). */
export function keepAsSent(id: TurnId, keeps: boolean): Recipe {
  return (draft) => {
    for (const part of draft.turns[id]?.parts ?? []) {
      if (part.kind !== 'mention' || part.sent === undefined) continue
      if (keeps) part.keeps = true
      else delete part.keeps
    }
  }
}
