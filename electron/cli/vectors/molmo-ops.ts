import * as v from 'valibot'
import { molmo, molmoPercent, type PercentPoint, writeMolmo } from '../../../shared/dialects/molmo.ts'
import { isStrictMolmo, molmoPairedBoxes, molmoPoints } from '../../../shared/dialects/molmo-upstream.ts'
import { CaseProblem, type Check, field, type OpCase } from './case.ts'
import { fieldChecks, isInside, type OpTable, opRegions, opSize, toleranceOf } from './op-fields.ts'

const Annotation = v.object({
  points: v.array(v.tuple([v.number(), v.number()])),
  inline_text: v.string(),
  alt_text: v.string(),
})

function annotated(vector: OpCase): string {
  const annotations = field(vector, 'annotations', v.array(Annotation))
  let used = 0
  return field(vector, 'input_template', v.string()).replace(/<\|POINT\|>/g, (mark) => {
    const one = annotations[used++]
    return one === undefined ? mark : writeMolmo(one.points, one.inline_text, one.alt_text)
  })
}

function pointed(vector: OpCase): string {
  const regions = opRegions(vector)
  if (regions.length === 0) return 'There are none.'
  const size = opSize(vector)
  const points = regions.map(({ shape }): PercentPoint => {
    if (shape.kind !== 'point') throw new CaseProblem('Molmo text has points, no boxes')
    return molmoPercent(shape, size)
  })
  const label = field(vector, 'label', v.string()).toLowerCase()
  const tag = writeMolmo(points, label, label)
  return vector.style === 'point_count' ? `Counting the ${tag} shows a total of ${points.length}.` : tag
}

function format(vector: OpCase): Check[] {
  if (vector.input_template !== undefined) return fieldChecks(vector, { expected_text: () => annotated(vector) })
  const checks = fieldChecks(vector, { expected_text: () => pointed(vector) })
  const regions = opRegions(vector)
  if (vector.style !== 'pointing' || regions.length === 0 || !isInside(regions, opSize(vector))) return checks
  const label = field(vector, 'label', v.string())
  const labels = regions.map(() => label)
  const shapes = regions.map(({ shape }) => shape)
  const written = molmo.encode(shapes, opSize(vector), { role: 'assistant', labels })
  const received = written.ok ? written.value : written.error.message
  return [...checks, { what: 'the dialect’s own text', expected: vector.expected_text, received }]
}

function parse(vector: OpCase): Check[] {
  const text = field(vector, 'input_text', v.string())
  return fieldChecks(
    vector,
    {
      expected_points: () => molmoPoints(text, opSize(vector)),
      expected_boxes_from_pairs: () => molmoPairedBoxes(text, opSize(vector)),
      expected_valid_strict: () => isStrictMolmo(text),
    },
    toleranceOf(vector),
  )
}

function prompt(vector: OpCase): Check[] {
  const { messages } = field(vector, 'dialogue', v.object({ messages: v.array(v.string()) }))
  const { user, assistant } = molmo.template
  return fieldChecks(vector, {
    expected_segments: () =>
      messages.map((text, index) => (index % 2 === 0 ? user : assistant).replace('{text}', () => text)),
  })
}

/** How each operation of `molmo.json` is run. */
export const molmoOps: OpTable = { format, parse, prompt }
