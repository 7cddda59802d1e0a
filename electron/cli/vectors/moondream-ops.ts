import * as v from 'valibot'
import {
  moondream,
  moondreamBins,
  moondreamBox,
  moondreamObject,
  moondreamUnits,
} from '../../../shared/dialects/moondream.ts'
import { type Check, field, type OpCase } from './case.ts'
import { fieldChecks, isInside, type OpTable, opRegions, opSize, toleranceOf } from './op-fields.ts'

const Reply = v.object({ objects: v.array(v.looseObject({})) })
const Whole = v.object({ x_min: v.number(), y_min: v.number(), x_max: v.number(), y_max: v.number() })
const LineDialogue = v.looseObject({
  question: v.string(),
  answer: v.string(),
  regions: v.array(v.looseObject({ kind: v.string() })),
})

function format(vector: OpCase): Check[] {
  const size = opSize(vector)
  const regions = opRegions(vector)
  const units = regions.map(({ shape }) => moondreamUnits(shape, size))
  const objects = regions.map(({ shape }) => moondreamObject(shape, size))
  const isPoints = regions.every(({ shape }) => shape.kind === 'point')
  const checks = fieldChecks(
    vector,
    {
      expected_spatial_refs: () => units,
      expected_target: () => (isPoints ? { points: objects } : { boxes: objects }),
    },
    toleranceOf(vector, 'tolerance'),
  )
  if (vector.expected_bins_cx_cy_w_h !== undefined) {
    checks.push({ what: 'bins', expected: vector.expected_bins_cx_cy_w_h, received: units.map(moondreamBins) })
  }
  if (!isInside(regions, size)) return checks
  const written = moondream.encode(
    regions.map(({ shape }) => shape),
    size,
  )
  const received: unknown = written.ok ? JSON.parse(written.value) : written.error.message
  const expected = isPoints ? { points: objects } : { objects }
  return [...checks, { what: 'the dialect’s own text', expected, received, tolerance: 1e-12 }]
}

function parse(vector: OpCase): Check[] {
  if (vector.input_bins !== undefined) {
    const bins = field(vector, 'input_bins', v.array(v.number()))
    return fieldChecks(vector, { expected_object: () => moondreamBox(bins) }, toleranceOf(vector, 'tolerance'))
  }
  const { width, height } = opSize(vector)
  const boxes = field(vector, 'input_json', Reply).objects.flatMap((object) => {
    const whole = v.safeParse(Whole, object)
    if (!whole.success) return []
    const { x_min, y_min, x_max, y_max } = whole.output
    return [[x_min * width, y_min * height, x_max * width, y_max * height]]
  })
  return fieldChecks(vector, { expected_xyxy: () => boxes }, toleranceOf(vector))
}

function line(vector: OpCase): Check[] {
  const { question, answer, regions } = field(vector, 'dialogue', LineDialogue)
  const size = opSize(vector)
  const refs = opRegions({ ...vector, regions }).map(({ shape }) => moondreamUnits(shape, size))
  const request = {
    skill: 'query',
    image_url: 'data:image/jpeg;base64,...',
    question,
    ...(refs.length > 0 ? { spatial_refs: refs } : {}),
  }
  const row = { mode: 'sft', request, target: { answer } }
  return fieldChecks(vector, { expected_line: () => row }, toleranceOf(vector, 'tolerance'))
}

/** How each operation of `moondream.json` is run. */
export const moondreamOps: OpTable = { format, parse, line }
