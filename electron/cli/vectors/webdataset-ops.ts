import * as v from 'valibot'
import { memberNames, splitMemberName, type WebDatasetJson } from '../../../shared/dataset/formats/webdataset-sample.ts'
import { field, type OpCase } from './case.ts'
import { fieldChecks, type OpTable } from './op-fields.ts'

const Dialogue = v.looseObject({
  id: v.string(),
  system: v.optional(v.string()),
  images: v.array(v.looseObject({ path: v.string(), width: v.number(), height: v.number() })),
  regions: v.array(v.looseObject({ kind: v.string() })),
  turns: v.array(
    v.object({
      role: v.picklist(['user', 'assistant']),
      content: v.array(
        v.variant('type', [
          v.object({ type: v.literal('image'), image: v.number() }),
          v.object({ type: v.literal('text'), text: v.string() }),
          v.looseObject({ type: v.literal('ref'), text: v.string() }),
        ]),
      ),
    }),
  ),
})

function sampleJson(vector: OpCase): WebDatasetJson {
  const { id, system, images, regions, turns } = field(vector, 'dialogue', Dialogue)
  const messages = turns.map(({ role, content }) => ({
    role,
    content: content.map((piece) => (piece.type === 'image' ? '<image>' : piece.text)).join(''),
  }))
  return {
    id,
    messages: system === undefined ? messages : [{ role: 'system', content: system }, ...messages],
    regions_json: JSON.stringify(regions),
    images: images.map(({ width, height }) => ({ width, height })),
  }
}

/** How each operation of `webdataset.json` is run. */
export const webDatasetOps: OpTable = {
  split: (vector) => {
    const name = splitMemberName(field(vector, 'input_name', v.string()))
    return fieldChecks(vector, { expected: () => [name?.key ?? null, name?.field ?? null] })
  },
  shard: (vector) => {
    const { images } = field(vector, 'dialogue', Dialogue)
    const names = memberNames(
      field(vector, 'index', v.number()),
      images.map(({ path }) => path),
    )
    return fieldChecks(vector, {
      expected_members: () => [...names.pictures, names.json],
      expected_json: () => sampleJson(vector),
    })
  },
}
