import * as v from 'valibot'
import { readBrushMask } from '../../../shared/dataset/import/brush-mask.ts'
import { importLabelStudio } from '../../../shared/dataset/import/label-studio.ts'
import { maskRows } from '../../../shared/dataset/import/mask.ts'
import { labelStudioValue } from '../../../shared/dataset/label-studio-value.ts'
import { type Check, field, type OpCase } from './case.ts'
import { asSpokenOf, caseRegion, reported } from './imported-regions.ts'
import { fieldChecks, type OpTable, opRegions, opSize, toleranceOf } from './op-fields.ts'

function run(vector: OpCase): Check[] {
  const task = { id: 1, data: { image: 'a.jpg' }, annotations: [{ result: [vector.result] }] }
  const { pictures, warnings } = importLabelStudio([task], { imageKey: 'image', annotation: 0, predictions: false })
  if (vector.expected_error !== undefined) return reported(warnings)
  const regions = pictures.flatMap((picture) => picture.regions.map(caseRegion))
  return fieldChecks(
    vector,
    { expected_regions: () => asSpokenOf(vector.expected_regions, regions) },
    toleranceOf(vector),
  )
}

function write(vector: OpCase): Check[] {
  const values = opRegions(vector).flatMap(({ shape, label }) =>
    shape.kind === 'box' ? [labelStudioValue(shape, label ?? '', opSize(vector))] : [],
  )
  return fieldChecks(vector, { expected_value: () => values[0] }, toleranceOf(vector, 'tolerance'))
}

function brush(vector: OpCase): Check[] {
  const [width, height] = [field(vector, 'width', v.number()), field(vector, 'height', v.number())]
  const mask = readBrushMask(field(vector, 'rle', v.array(v.number())), width, height)
  return fieldChecks(vector, { expected_rows: () => (mask.ok ? maskRows(mask.value) : mask.error) })
}

/** How each operation of `import-label-studio.json` is run. */
export const importLabelStudioOps: OpTable = { import: run, export: write, brush }
