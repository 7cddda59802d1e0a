import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Document } from '../document/document.ts'
import type { DialogueId, ImageId } from '../ids.ts'
import { createSampleDocument } from './sample-document.ts'
import { splitFileName, splitOf, splitOfPath } from './split.ts'

/** A document of that many pictures, with dialogues over these groups of them. */
function documentOf(count: number, groups: readonly (readonly number[])[]): Document {
  const base = createSampleDocument({ regions: {}, dialogues: [] })
  const [image] = Object.values(base.images)
  if (image === undefined) throw new Error('no picture')
  const ids = Array.from({ length: count }, (_, n) => `i${n}` as ImageId)
  const images = Object.fromEntries(ids.map((id) => [id, { ...image, id, path: `${id}.jpg` }]))
  const dialogues = groups.map((group, n) => {
    const imageIds = group.map((one) => ids[one % count] as ImageId)
    return [`d${n}`, { id: `d${n}` as DialogueId, imageIds, title: '', kind: 'qa' as const, createdAt: n }]
  })
  return { ...base, images, dialogues: Object.fromEntries(dialogues) }
}

it('keeps the pictures of a dialogue together, cuts where the shares say, and depends on the seed alone', () => {
  const group = fc.array(fc.nat(39), { minLength: 1, maxLength: 3 })
  fc.assert(
    fc.property(fc.array(group, { maxLength: 8 }), fc.nat(1000), (groups, seed) => {
      const document = documentOf(40, groups)
      const ids = new Set(Object.keys(document.images))
      const split = { seed, val: 0.25, test: 0.1 }
      const { nameOf } = splitOf(document, split, ids)
      for (const { imageIds } of Object.values(document.dialogues)) {
        expect(new Set(imageIds.map(nameOf)).size).toBe(1)
      }
      const { nameOf: again } = splitOf(document, split, new Set([...ids].reverse()))
      expect([...ids].map(again)).toEqual([...ids].map(nameOf))
      const count = (name: string) => [...ids].filter((id) => nameOf(id) === name).length
      expect([count('test') >= 4, count('val') >= 10 || groups.length > 0]).toEqual([true, true])
    }),
  )
  const document = documentOf(40, [])
  const ids = new Set(Object.keys(document.images))
  const counts = (seed: number): number[] => {
    const names = [...ids].map(splitOf(document, { seed, val: 0.25, test: 0.1 }, ids).nameOf)
    return ['train', 'val', 'test'].map((name) => names.filter((one) => one === name).length)
  }
  expect([counts(1), counts(2)]).toEqual([
    [26, 10, 4],
    [26, 10, 4],
  ])
})

it('a split given by hand counts before the shares; pictures of one dialogue never part', () => {
  const base = documentOf(10, [[0, 1], [2, 3], [4]])
  const mark = (id: string, split: string) => [id, { id: id as ImageId, split }] as const
  const marks = Object.fromEntries([
    mark('i0', 'val'),
    mark('i2', 'train'),
    mark('i3', 'test'),
    mark('i5', 'test'),
    mark('i6', 'elsewhere'),
  ])
  const ids = new Set(Object.keys(base.images))
  const { nameOf, problem } = splitOf({ ...base, marks }, { seed: 1, val: 0.2, test: 0.2 }, ids)
  expect([nameOf('i0'), nameOf('i1'), nameOf('i5')]).toEqual(['val', 'val', 'test'])
  const count = (name: string) => [...ids].filter((id) => nameOf(id) === name).length
  expect([count('val'), count('test')], 'what was given counts for the shares').toEqual([2, 2])
  expect(problem(['i2', 'i3'])).toEqual({
    severity: 'error',
    code: 'split-conflict',
    message: 'Its pictures were given different splits: i2.jpg in train, i3.jpg in test.',
  })
  expect(problem(['i6'])).toMatchObject({ severity: 'warning', code: 'split-unknown' })
  expect([problem(['i0', 'i1']), problem(['i5'])]).toEqual([null, null])
})

it('by path alone holds its shares on average', () => {
  const names = Array.from({ length: 10_000 }, (_, n) => splitOfPath(`a/${n}.jpg`, { seed: 3, val: 0.2, test: 0.1 }))
  const share = (name: string) => names.filter((one) => one === name).length / names.length
  expect([Math.abs(share('val') - 0.2) < 0.02, Math.abs(share('test') - 0.1) < 0.02]).toEqual([true, true])
})

it('names files in front of their ending', () => {
  expect(['a.jsonl', 'x/y.json', 'plain'].map((file) => splitFileName(file, 'val'))).toEqual([
    'a-val.jsonl',
    'x/y-val.json',
    'plain-val',
  ])
})
