import 'fake-indexeddb/auto'
import { expect, it } from 'vitest'
import type { CommitId, ImageId } from '../../shared/ids.ts'
import { createDexieStore } from './dexie-store.ts'
import { runStoreSuite } from './store-suite.ts'

let count = 0
runStoreSuite('the Dexie store', () => createDexieStore(`deixis-test-${count++}`))

it('has everything again when it is opened anew', async () => {
  const entry = {
    id: 'c1' as CommitId,
    kind: 'commit' as const,
    label: 'history.x',
    imageId: 'imageA' as ImageId,
    changes: [],
    at: 1,
  }
  const before = createDexieStore('deixis-again')
  await before.apply([{ seq: 1, entry }])
  before.close()
  const after = createDexieStore('deixis-again')
  expect([await after.lastSeq(), await after.recentEntries(3)]).toEqual([1, [{ seq: 1, entry }]])
  after.close()
})
