import type { Accessor } from 'solid-js'
import { stampMentions } from '../../shared/dialogue/moved-mentions.ts'
import type { Part, Turn } from '../../shared/dialogue/turn.ts'
import { addTurn } from '../../shared/document/commands/add-turn.ts'
import { chooseAlternative } from '../../shared/document/commands/choose-alternative.ts'
import { deleteTurn } from '../../shared/document/commands/delete-turn.ts'
import { keepAsSent } from '../../shared/document/commands/keep-as-sent.ts'
import { newId, type TurnId } from '../../shared/ids.ts'
import type { Dialogues } from './create-dialogues.ts'
import type { Editor } from './editor.ts'

/** What people change in a dialogue without asking anybody. */
export type TurnEdits = {
  editTurn(id: TurnId, parts: readonly Part[]): void
  removeTurn(id: TurnId): void
  review(id: TurnId, review: Turn['review']): void
  /** Shows another answer to the same question, counted from 0. */
  showAlternative(id: TurnId, index: number): void
  /** Puts an empty message of either role behind one; the id of the new one, or `null` when nothing may be written. */
  insertAfter(id: TurnId, role: Turn['role']): TurnId | null
  /** Mentions whose regions changed later: as they were sent, or as the regions are now. */
  keepAsSent(id: TurnId, keeps: boolean): void
}

/** Commits to the editor, with the author's name and the time. */
export function createTurnEdits(
  editor: Editor,
  dialogues: Pick<Dialogues, 'turnsOf' | 'question'>,
  author: Accessor<string>,
): TurnEdits {
  return {
    editTurn: (id, parts) =>
      void editor.commit('history.edit-turn', (draft) => {
        const turn = draft.turns[id]
        if (!turn) return
        const next = stampMentions(parts, editor.snapshot().regions, id)
        if (JSON.stringify(next) === JSON.stringify(turn.parts)) return
        turn.parts = next
        turn.editedAt = Date.now()
        if (author() !== '') turn.editedBy = author()
      }),
    removeTurn: (id) => void editor.commit('history.delete-turn', deleteTurn(id)),
    review: (id, review) =>
      void editor.commit('history.review-turn', (draft) => {
        const turn = draft.turns[id]
        if (turn) turn.review = review
      }),
    showAlternative: (id, index) => void editor.commit('history.choose-answer', chooseAlternative(id, index)),
    insertAfter(id, role) {
      const before = editor.snapshot().turns[id]
      const dialogue = before && editor.snapshot().dialogues[before.dialogueId]
      if (!dialogue) return null
      const next = dialogues.turnsOf(dialogue.id).find((turn) => turn.order > before.order)
      const order = next ? (before.order + next.order) / 2 : before.order + 1
      const turn: Turn = { ...dialogues.question(dialogue, []), id: newId(), role, order }
      return editor.commit('history.insert-turn', addTurn(turn)) ? turn.id : null
    },
    keepAsSent: (id, keeps) => void editor.commit('history.keep-as-sent', keepAsSent(id, keeps)),
  }
}
