import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { RecordChange } from '../document/document.ts'
import { createFactsIndex } from '../document/image-facts.ts'
import { createImageCounts } from './image-counts.ts'

const ids = ['a', 'b', 'c']
const id = fc.constantFrom(...ids, 'gone')
const shape = { kind: 'point', x: 1, y: 2 }
const judgement = fc.constantFrom(undefined, 'open', 'accepted', 'rejected')
const record = fc.oneof(
  fc.record({ imageId: id, judgement }).map(({ imageId, judgement: said }) => ({
    table: 'regions',
    after: {
      imageId,
      shape,
      label: '',
      origin: 'model',
      ...(said && { proposal: { judgement: said, predicted: shape } }),
    },
  })),
  fc.record({ imageIds: fc.array(id, { minLength: 1 }), batch: fc.constantFrom(undefined, 'x') }).map((after) => ({
    table: 'dialogues',
    after: { ...after, kind: 'chat' },
  })),
  fc.record({ dialogue: fc.nat(9), origin: fc.constantFrom('human', 'model') }).map(({ dialogue, origin }) => ({
    table: 'turns',
    after: { dialogueId: `dialogues${dialogue}`, origin, parts: [] },
  })),
  fc
    .record({ state: fc.constantFrom(undefined, 'done'), seconds: fc.nat(9) })
    .map((after) => ({ table: 'marks', after })),
)

it('says of every image what its facts say', () => {
  fc.assert(
    fc.property(fc.array(record, { maxLength: 30 }), (made) => {
      const changes = made.map(({ table, after }, n) => {
        const own = table === 'marks' ? (ids[n % 3] as string) : `${table}${n}`
        return { table, id: own, before: null, after: { ...after, id: own } }
      }) as unknown as RecordChange[]
      const index = createFactsIndex()
      const counts = createImageCounts(new Map(ids.map((one, at) => [one, at])))
      index.take(changes)
      counts.take(changes)
      const of = counts.finish()
      for (const [at, image] of ids.entries()) {
        const { state, split, regions, seconds } = index.of(image)
        expect(of(at, image)).toEqual({ state, split, regions, seconds })
      }
    }),
  )
})
