import { createDexieStore } from './dexie-store.ts'
import { runStoreSuite } from './store-suite.ts'

let count = 0
runStoreSuite('the Dexie store on a real IndexedDB', () => createDexieStore(`deixis-test-${count++}-${Date.now()}`))
