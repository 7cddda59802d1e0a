import { llavaMarks, llavaTrainerText, writeLlavaRow } from '../../../shared/dataset/formats/llava-row.ts'
import { findMark } from '../../../shared/dataset/formats/pictured-turn.ts'
import { opDialogue, opTurns } from './op-dialogue.ts'
import { fieldChecks, type OpTable } from './op-fields.ts'

/** How the operation of `llava-json.json` is run. */
export const llavaJsonOps: OpTable = {
  line: (vector) => {
    const dialogue = opDialogue(vector)
    const turns = opTurns(dialogue)
    const mark = findMark(turns, llavaMarks)
    if (vector.expected_error !== undefined) return [{ what: 'refused', expected: true, received: mark !== null }]
    const files = dialogue.images.map(({ path }) => path)
    const row = writeLlavaRow(dialogue.id, files, turns)
    return [
      { what: 'refused', expected: false, received: mark !== null },
      ...fieldChecks(vector, { expected_line: () => row, trainer_text: () => llavaTrainerText(row) }),
    ]
  },
}
