import * as v from 'valibot'
import { qwen2Vl, writeQwen2Vl } from '../../../shared/dialects/qwen-vl.ts'
import { qwen2VlBoxes, qwen2VlNamed } from '../../../shared/dialects/qwen2-vl-upstream.ts'
import { field, type OpCase } from './case.ts'
import { fieldChecks, type OpTable, opSize, toleranceOf } from './op-fields.ts'
import { taggedFormat } from './tagged-format.ts'

function parse(vector: OpCase) {
  const text = field(vector, 'input_text', v.string())
  return fieldChecks(
    vector,
    {
      expected_labelled: () => qwen2VlNamed(text, opSize(vector)),
      expected_all_boxes_thousandths: () => qwen2VlBoxes(text),
    },
    toleranceOf(vector),
  )
}

/** How each operation of `qwen2-vl.json` is run. */
export const qwen2VlOps: OpTable = { format: (vector) => taggedFormat(vector, qwen2Vl, writeQwen2Vl), parse }
