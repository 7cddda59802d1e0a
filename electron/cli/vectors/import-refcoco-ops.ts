import * as v from 'valibot'
import { importRefCoco } from '../../../shared/dataset/import/refcoco.ts'
import { type Check, field, type OpCase } from './case.ts'
import { asSpokenOf, caseRegion, droppedOf } from './imported-regions.ts'
import { fieldChecks, type OpTable, toleranceOf } from './op-fields.ts'

const Refs = v.array(v.looseObject({ sentences: v.array(v.looseObject({ sent_id: v.unknown() })) }))

function run(vector: OpCase): Check[] {
  const refs = field(vector, 'refs', Refs)
  const { pictures, warnings } = importRefCoco(refs, vector.instances)
  // Sentences come in the order of the references, which is the order of their numbers here.
  const order = refs.flatMap(({ sentences }) => sentences.map((one) => String(one.sent_id)))
  const pairs = pictures
    .flatMap(({ file, regions, dialogues }) =>
      dialogues.flatMap(({ turns, split, sourceId }) => {
        const [asked, answered] = turns.map(({ parts }) => parts[0])
        const region = answered?.kind === 'mention' ? regions[answered.regions[0] ?? -1] : undefined
        if (asked?.kind !== 'text' || region === undefined) return []
        const [drawn] = asSpokenOf([], [caseRegion(region)])
        return [{ at: order.indexOf(sourceId ?? ''), pair: { file, expression: asked.text, region: drawn, split } }]
      }),
    )
    .sort((a, b) => a.at - b.at)
    .map(({ pair }) => pair)
  const report = droppedOf(warnings)
    .filter(({ place }) => place.startsWith('refs'))
    .map(({ sourceId, code }) => ({ sent_id: Number(sourceId), problem: code }))
  return fieldChecks(
    vector,
    { expected_pairs: () => pairs, expected_report: () => report },
    toleranceOf(vector) || 1e-6,
  )
}

/** How each operation of `import-refcoco.json` is run. */
export const importRefCocoOps: OpTable = { import: run }
