import * as v from 'valibot'
import { paligemma } from '../../../shared/dialects/paligemma.ts'
import {
  paligemmaBoxes,
  paligemmaDemoObjects,
  paligemmaOfSupervision,
} from '../../../shared/dialects/paligemma-upstream.ts'
import { type Check, field, type OpCase } from './case.ts'
import { fieldChecks, type OpTable, opRegions, opSize, toleranceOf } from './op-fields.ts'

function format(vector: OpCase): Check[] {
  const size = opSize(vector)
  const regions = opRegions(vector)
  const codes = (vector.regions ?? []).map((region) => v.parse(v.optional(v.array(v.number()), []), region.seg_codes))
  const objects = regions.map(({ shape, label = '' }, index) => {
    const box = paligemma.encode([shape], size)
    const masks = (codes[index] ?? []).map((code) => `<seg${String(code).padStart(3, '0')}>`).join('')
    const text = box.ok ? box.value : box.error.message
    return text + masks + (label === '' ? '' : ` ${label}`)
  })
  const labels = regions.map(({ label }) => label ?? '')
  const checks = fieldChecks(vector, {
    expected_text: () => objects.join(' ; '),
    expected_prefix: () => `${field(vector, 'task', v.string())} ${[...new Set(labels)].join(' ; ')}`,
  })
  if (codes.some((one) => one.length > 0)) return checks
  const written = paligemma.encode(
    regions.map(({ shape }) => shape),
    size,
    { role: 'assistant', labels },
  )
  const received = written.ok ? written.value : written.error.message
  return [...checks, { what: 'the dialect’s own text', expected: vector.expected_text, received }]
}

function parse(vector: OpCase): Check[] {
  const text = field(vector, 'input_text', v.string())
  const size = opSize(vector)
  return fieldChecks(
    vector,
    {
      expected_1023: () => ({ xyxy: paligemmaBoxes(text, size) }),
      expected_1024: () => {
        const { xyxy, names } = paligemmaOfSupervision(text, size)
        return {
          demo_objects: paligemmaDemoObjects(text, size),
          supervision_xyxy: xyxy,
          supervision_names: names,
        }
      },
    },
    toleranceOf(vector),
  )
}

function line(vector: OpCase): Check[] {
  const dialogue = field(vector, 'dialogue', v.object({ image: v.string(), prefix: v.string(), suffix: v.string() }))
  const text = `<bos>${dialogue.prefix}\n${dialogue.suffix}<eos>`
  return fieldChecks(vector, {
    expected_line: () => dialogue,
    expected_model_text_bv: () => text,
    expected_model_text_hf: () => `<image>*N${text}`,
  })
}

/** How each operation of `paligemma.json` is run. */
export const paligemmaOps: OpTable = { format, parse, line }
