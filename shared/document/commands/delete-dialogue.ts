import type { DialogueId } from '../../ids.ts'
import type { Recipe } from '../record-changes.ts'

/** Deletes a dialogue and its turns. Regions stay: they are objects of their own. */
export function deleteDialogue(id: DialogueId): Recipe {
  return (draft) => {
    for (const turn of Object.values(draft.turns)) {
      if (turn.dialogueId === id) delete draft.turns[turn.id]
    }
    delete draft.dialogues[id]
  }
}
