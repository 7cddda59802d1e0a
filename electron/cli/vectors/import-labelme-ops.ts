import type { ImportedRegion } from '../../../shared/dataset/import/imported.ts'
import { importLabelMe } from '../../../shared/dataset/import/label-me.ts'
import type { Check, OpCase } from './case.ts'
import { asSpokenOf, caseRegion, reported } from './imported-regions.ts'
import { fieldChecks, type OpTable, toleranceOf } from './op-fields.ts'

/** A region with its fields under the names of the cases. */
function caseShape(region: ImportedRegion): Record<string, unknown> {
  const { group_id: group, description, flags, ...other } = region.fields ?? {}
  return {
    ...caseRegion(region),
    ...(group === undefined ? {} : { group }),
    ...(description === undefined ? {} : { description }),
    ...(flags === undefined ? {} : { flags }),
    ...(Object.keys(other).length === 0 ? {} : { other }),
  }
}

function run(vector: OpCase): Check[] {
  const { pictures, warnings } = importLabelMe({ imagePath: 'a.jpg', shapes: [vector.shape] })
  if (vector.expected_error !== undefined) return reported(warnings)
  const regions = pictures.flatMap((picture) => picture.regions.map(caseShape))
  return fieldChecks(
    vector,
    { expected_regions: () => asSpokenOf(vector.expected_regions, regions) },
    toleranceOf(vector),
  )
}

/** How each operation of `import-labelme.json` is run. */
export const importLabelMeOps: OpTable = { import: run }
