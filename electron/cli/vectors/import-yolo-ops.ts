import * as v from 'valibot'
import { importYolo } from '../../../shared/dataset/import/yolo.ts'
import { yoloLine } from '../../../shared/dataset/yolo-line.ts'
import { CaseProblem, type Check, field, type OpCase } from './case.ts'
import { asSpokenOf, caseRegion, reported } from './imported-regions.ts'
import { fieldChecks, type OpTable, opSize, toleranceOf } from './op-fields.ts'

const Drawn = v.variant('kind', [
  v.object({ kind: v.literal('box'), x1: v.number(), y1: v.number(), x2: v.number(), y2: v.number() }),
  v.object({ kind: v.literal('polygon'), points: v.array(v.tuple([v.number(), v.number()])) }),
])

function run(vector: OpCase): Check[] {
  const { pictures, warnings } = importYolo(field(vector, 'input_text', v.string()), {
    file: '',
    ...opSize(vector),
    classes: field(vector, 'classes', v.array(v.string())),
    layout: field(vector, 'mode', v.picklist(['hbb', 'seg', 'obb', 'pose', 'counts'])),
  })
  if (vector.expected_error !== undefined) return reported(warnings)
  const regions = pictures.flatMap((picture) => picture.regions.map(caseRegion))
  return fieldChecks(
    vector,
    { expected_regions: () => asSpokenOf(vector.expected_regions, regions) },
    toleranceOf(vector),
  )
}

function write(vector: OpCase): Check[] {
  const classes = field(vector, 'classes', v.array(v.string()))
  const lines = (lastPixel: boolean) => () =>
    (vector.regions ?? [])
      .map((region) => {
        const shape = v.safeParse(Drawn, region)
        if (!shape.success) throw new CaseProblem(`regions of kind ${region.kind} are not implemented`)
        return `${yoloLine(shape.output, classes.indexOf(String(region.label)), opSize(vector), lastPixel)}\n`
      })
      .join('')
  return fieldChecks(vector, { expected_exact: lines(false), expected_xanylabeling: lines(true) })
}

/** How each operation of `import-yolo.json` is run. */
export const importYoloOps: OpTable = { import: run, export: write }
