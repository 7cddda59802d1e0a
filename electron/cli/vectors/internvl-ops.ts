import * as v from 'valibot'
import { internVl, writeInternVl } from '../../../shared/dialects/internvl.ts'
import {
  internVlDrawn,
  internVlEvaluated,
  internVlPrompt,
  internVlStyles,
} from '../../../shared/dialects/internvl-upstream.ts'
import { CaseProblem, field, type OpCase } from './case.ts'
import { fieldChecks, type OpTable, opSize, toleranceOf } from './op-fields.ts'
import { taggedFormat } from './tagged-format.ts'

function parse(vector: OpCase) {
  const text = field(vector, 'input_text', v.string())
  return fieldChecks(
    vector,
    {
      parse_demo: () => {
        const drawn = internVlDrawn(text, opSize(vector))
        return typeof drawn === 'string' ? { upstream_raises: drawn } : drawn
      },
      parse_eval_first: () => internVlEvaluated(text, opSize(vector)),
    },
    toleranceOf(vector),
  )
}

function prompt(vector: OpCase) {
  const name = field(vector, 'template', v.string())
  const style = internVlStyles[name]
  if (style === undefined) throw new CaseProblem(`the template ${name} is not implemented`)
  const turns = v.object({ turns: v.array(v.tuple([v.string(), v.nullable(v.string())])) })
  return fieldChecks(vector, {
    expected_text: () => internVlPrompt(style, field(vector, 'dialogue', turns).turns),
  })
}

/** How each operation of `internvl.json` is run. */
export const internVlOps: OpTable = { format: (vector) => taggedFormat(vector, internVl, writeInternVl), parse, prompt }
