import type { Dialogue } from '../../dialogue/dialogue.ts'
import type { DialogueId, TurnId } from '../../ids.ts'
import type { Recipe } from '../record-changes.ts'

/**
 * Adds `copy` with copies of another dialogue's turns, which mention the same regions. Answers set aside stay with the original. An
 * unknown dialogue changes nothing.
 */
export function duplicateDialogue(from: DialogueId, copy: Dialogue, newTurnId: () => TurnId): Recipe {
  return (draft) => {
    if (draft.dialogues[from] === undefined) return
    draft.dialogues[copy.id] = copy
    for (const turn of Object.values(draft.turns).filter((each) => each.dialogueId === from)) {
      const { alternatives: _, shown: __, ...said } = turn
      const id = newTurnId()
      draft.turns[id] = { ...said, id, dialogueId: copy.id }
    }
  }
}
