import * as v from 'valibot'
import { cvatElement } from '../../../shared/dataset/cvat-element.ts'
import { importCvat } from '../../../shared/dataset/import/cvat.ts'
import { CaseProblem, type Check, field, type OpCase } from './case.ts'
import { caseXml } from './case-xml.ts'
import { asSpokenOf, caseRegion, reported } from './imported-regions.ts'
import { fieldChecks, type OpTable, toleranceOf } from './op-fields.ts'

const Drawn = v.variant('kind', [
  v.object({ kind: v.literal('box'), x1: v.number(), y1: v.number(), x2: v.number(), y2: v.number() }),
  v.object({ kind: v.literal('point'), x: v.number(), y: v.number() }),
  v.object({
    kind: v.literal('polygon'),
    points: v.array(v.tuple([v.number(), v.number()])),
    closed: v.optional(v.boolean(), true),
  }),
])

function run(vector: OpCase): Check[] {
  const { pictures, warnings } = importCvat(caseXml(vector))
  if (vector.expected_error !== undefined) return reported(warnings)
  const [picture] = pictures
  const regions = pictures.flatMap((one) =>
    one.regions.map((region) => ({
      ...caseRegion(region),
      ...(region.attributes === undefined ? {} : { attributes: region.attributes }),
    })),
  )
  return fieldChecks(
    vector,
    {
      expected_regions: () => asSpokenOf(vector.expected_regions, regions),
      expected_image: () => ({ file: picture?.file, width: picture?.width, height: picture?.height }),
    },
    toleranceOf(vector),
  )
}

function write(vector: OpCase): Check[] {
  const expected = field(vector, 'expected_attributes_text', v.string())
  const received = (vector.regions ?? []).map((region) => {
    const shape = v.safeParse(Drawn, region)
    if (!shape.success) throw new CaseProblem(`regions of kind ${region.kind} are not implemented`)
    return cvatElement(shape.output, String(region.label))
  })
  return [{ what: 'start of the element', expected, received: received.join('').slice(0, expected.length) }]
}

/** How each operation of `import-cvat.json` is run. */
export const importCvatOps: OpTable = { import: run, export: write }
