import * as v from 'valibot'
import { fillOspreyRow, ospreyLoaders } from '../../../shared/dataset/formats/osprey-row.ts'
import { osprey, ospreyPlace } from '../../../shared/dialects/osprey.ts'
import { joinTurns } from '../../../shared/dialogue/prompt.ts'
import { CaseProblem, type Check, field, type KindCase } from './case.ts'

const Row = v.looseObject({
  annotation: v.array(v.looseObject({ segmentation: v.unknown() })),
  conversations: v.optional(v.array(v.object({ from: v.string(), value: v.string() }))),
  description: v.optional(v.array(v.string())),
})

/** The wording of a question for a description is upstream's and stays with the case. */
function questionOf(turns: readonly string[]): string {
  const last = turns.at(-2) ?? ''
  return last.slice(last.lastIndexOf('\n') + 1).replace(ospreyPlace, '<region>')
}

function row(vector: KindCase): Check[] {
  const loader = field(vector, 'loader', v.picklist(ospreyLoaders))
  const expected = field(vector, 'expected_turns', v.array(v.string()))
  const turns = fillOspreyRow(field(vector, 'expected_row', Row), loader, questionOf(expected))
  if (!turns.ok) throw new CaseProblem(turns.error)
  const places = turns.value.map((turn) => turn.text.split(ospreyPlace).length - 1)
  return [
    { what: 'turns', expected, received: turns.value.map((turn) => turn.text) },
    { what: 'prompt', expected: vector.expected_prompt, received: joinTurns(turns.value, osprey.template) },
    {
      what: 'masks',
      expected: vector.expected_mask_count,
      received: places.reduce((sum, count) => sum + count, 0),
    },
  ]
}

/** How each kind of case of `osprey.json` is run. */
export const ospreyKinds: Readonly<Record<string, (vector: KindCase) => Check[]>> = { row }
