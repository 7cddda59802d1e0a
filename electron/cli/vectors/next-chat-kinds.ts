import * as v from 'valibot'
import { nextChat, nextChatPixels } from '../../../shared/dialects/next-chat.ts'
import { nextChatDisplay, readNextChatQuestion } from '../../../shared/dialects/next-chat-upstream.ts'
import { type Prompt, promptOf } from '../../../shared/dialogue/prompt.ts'
import { type Check, field, type KindCase } from './case.ts'
import { regionTable, sizeOf, turnsOf, vectorImageId } from './kind-dialogue.ts'

const strings = v.array(v.string())

function promptOfCase(vector: KindCase): Prompt {
  const image = { ...sizeOf(vector), id: vectorImageId }
  return promptOf({ turns: turnsOf(vector), regions: regionTable(vector), image, dialect: nextChat })
}

function encode(vector: KindCase): Check[] {
  const built = promptOfCase(vector)
  if (vector.expected_error !== undefined) {
    const refused = built.problems.some((problem) => problem.severity === 'error')
    return [{ what: 'refused', expected: true, received: refused }]
  }
  const open = built.turns.at(-1)?.role === 'user' ? [''] : []
  const inputs = built.turns.flatMap((turn) => turn.values ?? [])
  const targets = built.turns.flatMap((turn) => (turn.role === 'assistant' ? (turn.values ?? []) : []))
  const checks: Check[] = [
    {
      what: 'turns',
      expected: field(vector, 'expected_turns', strings),
      received: [...built.turns.map((turn) => turn.text), ...open],
    },
    { what: 'numbers of all places', expected: vector.expected_loc_inputs, received: inputs, tolerance: 1e-12 },
    { what: 'numbers of answers', expected: vector.expected_loc_targets, received: targets, tolerance: 1e-12 },
  ]
  if (vector.expected_prompt !== undefined) {
    checks.push({ what: 'prompt', expected: vector.expected_prompt, received: built.prompt })
  }
  return checks
}

function decode(vector: KindCase): Check[] {
  const text = field(vector, 'input_text', v.string())
  const values = field(vector, 'input_pred_locs', v.array(v.array(v.number())))
  const size = sizeOf(vector)
  const boxes = nextChat
    .decode(text, size, values)
    .flatMap((span) => (span.kind === 'mention' ? span.shapes : []))
    .flatMap((shape) => (shape.kind === 'box' ? [[shape.x1, shape.y1, shape.x2, shape.y2]] : []))
  return [
    { what: 'display', expected: vector.expected_display_text, received: nextChatDisplay(text) },
    { what: 'boxes', expected: vector.expected_boxes_px, received: boxes, tolerance: 1e-6 },
    {
      what: 'boxes one by one',
      expected: vector.expected_boxes_px,
      received: values.map((one) => nextChatPixels(one, size)),
      tolerance: 1e-6,
    },
  ]
}

function parseUser(vector: KindCase): Check[] {
  const read = readNextChatQuestion(field(vector, 'input_text', v.string()))
  return [
    { what: 'text', expected: vector.expected_text, received: read.text },
    { what: 'boxes', expected: vector.expected_boxes_seq, received: read.boxesSeq },
  ]
}

/** How each kind of case of `next-chat.json` is run. */
export const nextChatKinds: Readonly<Record<string, (vector: KindCase) => Check[]>> = {
  encode,
  prompt: encode,
  decode,
  'parse-user': parseUser,
}
