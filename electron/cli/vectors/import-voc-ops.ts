import { importVoc } from '../../../shared/dataset/import/voc.ts'
import type { Check, OpCase } from './case.ts'
import { caseXml } from './case-xml.ts'
import { asSpokenOf, caseOutline, caseRegion, reported } from './imported-regions.ts'
import { fieldChecks, type OpTable, toleranceOf } from './op-fields.ts'

function run(vector: OpCase): Check[] {
  const { pictures, warnings } = importVoc(caseXml(vector), 'edges')
  if (vector.expected_error !== undefined) return reported(warnings)
  const [picture] = pictures
  // The tool that made the cases draws one shape an object: in its polygon mode the outline where there is one.
  const drawn = (picture?.regions ?? []).map((region) => {
    const [outline] = region.outlines ?? []
    return vector.mode === 'polygon' && outline !== undefined ? caseOutline(region, outline) : caseRegion(region)
  })
  return fieldChecks(
    vector,
    {
      expected_regions: () => asSpokenOf(vector.expected_regions, drawn),
      expected_image: () => ({ file: picture?.file, width: picture?.width, height: picture?.height }),
    },
    toleranceOf(vector),
  )
}

/** How each operation of `import-voc.json` is run. */
export const importVocOps: OpTable = { import: run }
