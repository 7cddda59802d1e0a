import * as v from 'valibot'
import { importCoco } from '../../../shared/dataset/import/coco.ts'
import { readCocoMask } from '../../../shared/dataset/import/coco-mask.ts'
import { type Mask, maskArea, maskBox, maskRows } from '../../../shared/dataset/import/mask.ts'
import { type Check, field, type OpCase } from './case.ts'
import { asSpokenOf, caseOutline, caseRegion, droppedOf } from './imported-regions.ts'
import { fieldChecks, type OpTable, toleranceOf } from './op-fields.ts'

function run(vector: OpCase): Check[] {
  const { pictures, warnings } = importCoco(vector.input)
  const annotations = (vector.input as { annotations?: { id?: unknown }[] })?.annotations ?? []
  // A report says the annotation's own id, which may be a number or a text.
  const idAt = (place: string): unknown => annotations[Number(/^annotations\[(\d+)\]/.exec(place)?.[1])]?.id
  return fieldChecks(
    vector,
    {
      expected_regions: () =>
        asSpokenOf(
          vector.expected_regions,
          pictures.flatMap(({ regions, file }) =>
            regions.flatMap((region) => {
              const polygons = (region.outlines ?? []).filter(({ kind }) => kind === 'polygon')
              return [caseRegion(region), ...polygons.map((one) => caseOutline(region, one))].map((one) => ({
                ...one,
                file,
              }))
            }),
          ),
        ),
      expected_report: () =>
        droppedOf(warnings)
          .filter(({ place }) => /^annotations\[\d+\]$/.test(place))
          .map(({ place, code }) => ({ annotation: idAt(place), problem: code })),
    },
    toleranceOf(vector),
  )
}

function mask(vector: OpCase): Check[] {
  const size = field(vector, 'size', v.array(v.number()))
  return ['counts', 'counts_compressed'].flatMap((name) => {
    const made = readCocoMask({ size, counts: vector[name] })
    const of = (read: (mask: Mask) => unknown) => () => (made.ok ? read(made.value) : made.error)
    return fieldChecks(vector, {
      expected_rows: of(maskRows),
      expected_area: of(maskArea),
      expected_bbox_xywh: of((one) => {
        const box = maskBox(one)
        return box === null ? [0, 0, 0, 0] : [box.x1, box.y1, box.x2 - box.x1, box.y2 - box.y1]
      }),
    })
  })
}

/** How each operation of `import-coco.json` is run. */
export const importCocoOps: OpTable = { import: run, mask }
