import * as v from 'valibot'
import {
  emu2Message,
  emu2Prompt,
  emuPicture,
  emuPrompt,
  emuSystem,
  emuTrainText,
} from '../../../shared/dialects/emu.ts'
import { emu2 } from '../../../shared/dialects/emu2.ts'
import { CaseProblem, type Check, field, type OpCase } from './case.ts'
import { fieldChecks, type OpTable, opRegions, opSize } from './op-fields.ts'

const text = v.string()
const Parts = v.object({ parts: v.array(text), system: text, instruct: v.boolean() })
const Visual = v.object({ history: v.array(v.tuple([text, text])), question: text })
const captionAsk = 'Please provide an accurate and concise description of the given image.'

/** The file writes `{IMG}` for a picture; both sides are compared with the places in full. */
function compared(vector: OpCase, received: string): Check[] {
  const full = (one: string): string => one.replaceAll('{IMG}', emuPicture)
  return [{ what: 'text', expected: full(field(vector, 'expected_text', text)), received: full(received) }]
}

function prompt(vector: OpCase): Check[] {
  const parts = v.safeParse(Parts, vector.dialogue)
  if (parts.success) {
    const { system, instruct } = parts.output
    return compared(vector, emuPrompt(parts.output.parts.join(''), system, instruct))
  }
  const visual = v.safeParse(Visual, vector.dialogue)
  if (visual.success) {
    const asked = (question: string): string => (/[?]$/.test(question) ? question : `${question}?`)
    const rounds = visual.output.history.map(([q, a]) => ` [USER]: ${asked(q)} [ASSISTANT]: ${a}</s>`)
    const last = ` [USER]: ${asked(visual.output.question)} [ASSISTANT]:`
    return compared(vector, `${emuSystem} [USER]: {IMG}</s>${rounds.join('')}${last}`)
  }
  if (v.safeParse(v.object({ task: v.literal('caption') }), vector.dialogue).success) {
    return compared(vector, `${emuPrompt(`{IMG}${captionAsk}`, emuSystem, true)} The image depicts a photo of`)
  }
  throw new CaseProblem('the dialogue has another form')
}

function trainText(vector: OpCase): Check[] {
  const { turns, system } = field(vector, 'dialogue', v.object({ turns: v.array(v.tuple([text, text])), system: text }))
  return compared(vector, emuTrainText(turns, system))
}

/** How each operation of `emu1.json` is run. */
export const emu1Ops: OpTable = { prompt, train_text: trainText }

const Emu2Dialogue = v.union([
  v.object({ turns: v.array(v.array(text)), is_grounding: v.boolean() }),
  v.object({ parts: v.array(text) }),
])

/** How each operation of `emu2.json` is run. */
export const emu2Ops: OpTable = {
  prompt: (vector) => {
    const dialogue = field(vector, 'dialogue', Emu2Dialogue)
    if ('parts' in dialogue) return fieldChecks(vector, { expected_text: () => emu2Message(dialogue.parts) })
    const written = emu2Prompt(dialogue.turns.map(emu2Message), dialogue.is_grounding)
    if (vector.expected_error !== undefined) return [{ what: 'refused', expected: true, received: !written.ok }]
    return fieldChecks(vector, { expected_text: () => (written.ok ? written.value : written.error) })
  },
  format: (vector) =>
    fieldChecks(vector, {
      expected_text: () =>
        opRegions(vector)
          .map(({ shape, label }) => {
            const context = label === undefined ? {} : { phrase: label }
            const written = emu2.encode([shape], opSize(vector), { role: 'assistant', ...context })
            return written.ok ? written.value : written.error.message
          })
          .join(''),
    }),
}
