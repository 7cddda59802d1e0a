import type { Dialogue } from '../../dialogue/dialogue.ts'
import type { Recipe } from '../record-changes.ts'

/** Adds a dialogue; one that is already there stays as it is. */
export function addDialogue(dialogue: Dialogue): Recipe {
  return (draft) => {
    draft.dialogues[dialogue.id] ??= dialogue
  }
}
