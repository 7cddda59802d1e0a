import { describe, expect, test } from 'vitest'
import type { Region } from '../dialogue/region.ts'
import type { CommitId, ImageId, RegionId } from '../ids.ts'
import { applyEntry, invertChanges } from './apply.ts'
import { type Document, type Entry, emptyDocument, type RecordChange } from './document.ts'

function region(id: string, x: number): Region {
  return {
    id: id as RegionId,
    imageId: 'i1' as ImageId,
    number: 1,
    shape: { kind: 'point', x, y: 2 },
    label: '',
    origin: 'human',
    createdAt: 1,
  }
}

function entry(changes: RecordChange[]): Entry {
  return { id: 'c1' as CommitId, kind: 'commit', label: 'history.test', imageId: null, changes, at: 1 }
}

describe('applyEntry', () => {
  const base: Document = { ...emptyDocument, regions: { a: region('a', 1), b: region('b', 1) } }
  const changes: RecordChange[] = [
    { table: 'regions', id: 'a', before: region('a', 1), after: region('a', 9) },
    { table: 'regions', id: 'b', before: region('b', 1), after: null },
    { table: 'regions', id: 'c', before: null, after: region('c', 3) },
  ]

  test('adds, replaces and removes; the given document and untouched tables stay', () => {
    const after = applyEntry(base, entry(changes))
    expect(after).toEqual({ ...emptyDocument, regions: { a: region('a', 9), c: region('c', 3) } })
    expect(base.regions).toEqual({ a: region('a', 1), b: region('b', 1) })
    expect(after.turns).toBe(base.turns)
  })

  test('the inverse leads back, also over several changes of one record', () => {
    const twice: RecordChange[] = [
      ...changes,
      { table: 'regions', id: 'a', before: region('a', 9), after: region('a', 11) },
    ]
    expect(applyEntry(applyEntry(base, entry(twice)), entry(invertChanges(twice)))).toEqual(base)
  })

  test('an entry without changes changes nothing', () => {
    expect(applyEntry(base, entry([]))).toBe(base)
  })
})
