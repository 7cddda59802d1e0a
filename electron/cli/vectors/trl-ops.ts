import * as v from 'valibot'
import { prepareTrlMessages, trlMessagesRow, trlPromptRow } from '../../../shared/dataset/formats/trl-row.ts'
import { field } from './case.ts'
import { opDialogue, opTurns } from './op-dialogue.ts'
import { fieldChecks, type OpTable } from './op-fields.ts'

/** How each operation of `trl.json` is run; `IMGn` stands for picture n. */
export const trlOps: OpTable = {
  line: (vector) => {
    const dialogue = opDialogue(vector)
    const files = dialogue.images.map(({ path }) => path)
    const form = field(vector, 'form', v.picklist(['messages', 'prompt_completion']))
    const write = form === 'messages' ? trlMessagesRow : trlPromptRow
    return fieldChecks(vector, { expected_line: () => write(files, opTurns(dialogue), dialogue.system) })
  },
  prepared: (vector) => {
    const count = field(vector, 'images', v.number())
    const images = Array.from({ length: count }, (_, index) => `IMG${index}`)
    const prepared = prepareTrlMessages(vector.messages, images)
    if (vector.expected_error !== undefined) return [{ what: 'refused', expected: true, received: !prepared.ok }]
    return fieldChecks(vector, { expected: () => (prepared.ok ? prepared.value : prepared.error) })
  },
}
