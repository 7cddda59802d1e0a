import { createMemoryStore } from './memory-store.ts'
import { runStoreSuite } from './store-suite.ts'

runStoreSuite('the memory store', createMemoryStore)
