import { importVisualGenome } from '../../../shared/dataset/import/visual-genome.ts'
import type { Check, OpCase } from './case.ts'
import { asSpokenOf, caseRegion, droppedOf, reported } from './imported-regions.ts'
import { fieldChecks, type OpTable, toleranceOf } from './op-fields.ts'

function run(vector: OpCase): Check[] {
  const { pictures, warnings } = importVisualGenome(vector.input, vector.image_data)
  if (vector.expected_error !== undefined) return reported(warnings)
  const regions = pictures.flatMap((picture) =>
    picture.regions.map((region) => ({ ...caseRegion(region), source_id: region.sourceId })),
  )
  return fieldChecks(
    vector,
    {
      expected_regions: () => asSpokenOf(vector.expected_regions, regions),
      expected_report: () => droppedOf(warnings).map(({ sourceId, code }) => ({ region: sourceId, problem: code })),
    },
    toleranceOf(vector),
  )
}

/** How each operation of `import-visual-genome.json` is run. */
export const importVisualGenomeOps: OpTable = { import: run }
