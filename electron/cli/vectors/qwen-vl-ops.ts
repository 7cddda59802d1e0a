import * as v from 'valibot'
import { chatmlPrompt } from '../../../shared/dialects/chatml.ts'
import { qwenVl, writeQwenVl } from '../../../shared/dialects/qwen-vl.ts'
import {
  qwenVlClean,
  qwenVlDrawn,
  qwenVlEvaluated,
  qwenVlList,
  qwenVlMessage,
} from '../../../shared/dialects/qwen-vl-upstream.ts'
import { field, type OpCase } from './case.ts'
import { fieldChecks, type OpTable, opSize, toleranceOf } from './op-fields.ts'
import { taggedFormat } from './tagged-format.ts'

const Dialogue = v.union([
  v.object({ system: v.string(), history: v.array(v.tuple([v.string(), v.string()])), query: v.string() }),
  v.object({
    content: v.array(
      v.union([
        v.object({ image: v.string() }),
        v.object({ text: v.string() }),
        v.object({ box: v.array(v.array(v.number())), ref: v.optional(v.string()) }),
      ]),
    ),
  }),
])

function parse(vector: OpCase) {
  const text = field(vector, 'input_text', v.string())
  const drawn = (): ReturnType<typeof qwenVlDrawn> => qwenVlDrawn(text, vector.image ?? { width: 1, height: 1 })
  return fieldChecks(
    vector,
    {
      expected_list: () => qwenVlList(text),
      expected_px: () => drawn(),
      expected_eval999_first: () => qwenVlEvaluated(text, opSize(vector)),
      expected_clean: () => qwenVlClean(text),
      expected_upstream: () => {
        const outcome = drawn()
        return typeof outcome === 'string' ? `raises ${outcome}` : outcome
      },
    },
    toleranceOf(vector),
  )
}

function prompt(vector: OpCase) {
  const dialogue = field(vector, 'dialogue', Dialogue)
  return fieldChecks(vector, {
    expected_text: () =>
      'content' in dialogue
        ? qwenVlMessage(dialogue.content)
        : chatmlPrompt(dialogue.system, [...dialogue.history, [dialogue.query, null]]),
  })
}

/** How each operation of `qwen-vl.json` is run. */
export const qwenVlOps: OpTable = { format: (vector) => taggedFormat(vector, qwenVl, writeQwenVl), parse, prompt }
