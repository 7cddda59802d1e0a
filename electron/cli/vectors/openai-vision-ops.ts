import * as v from 'valibot'
import { type OpenAiPiece, type OpenAiTurn, openAiLine } from '../../../shared/dataset/formats/openai-messages.ts'
import { field } from './case.ts'
import { fieldChecks, type OpTable } from './op-fields.ts'

const Dialogue = v.looseObject({
  system: v.optional(v.string()),
  turns: v.array(
    v.object({
      role: v.picklist(['user', 'assistant']),
      content: v.array(
        v.variant('type', [
          v.object({ type: v.literal('image'), image: v.number() }),
          v.object({ type: v.literal('text'), text: v.string() }),
          v.looseObject({ type: v.literal('ref'), text: v.string() }),
        ]),
      ),
    }),
  ),
})

/** How the operation of `openai-vision.json` is run; `{DATA:n}` stands for the data URL of picture n. */
export const openAiVisionOps: OpTable = {
  line: (vector) => {
    const { system, turns } = field(vector, 'dialogue', Dialogue)
    const lastAnswer = turns.map((turn) => turn.role).lastIndexOf('assistant')
    const isLastOnly = vector.train_on === 'last answer only'
    const written = turns.map(({ role, content }, index): OpenAiTurn => {
      const pieces = content.map(
        (piece): OpenAiPiece => (piece.type === 'image' ? { type: 'image', url: `{DATA:${piece.image}}` } : piece),
      )
      const training = isLastOnly && role === 'assistant' ? { isTrained: index === lastAnswer } : {}
      return { role, content: pieces, ...training }
    })
    return fieldChecks(vector, { expected_line: () => openAiLine(written, system) })
  },
}
