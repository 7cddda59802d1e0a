import { makeMemoryPair } from './memory-transport.ts'
import { runTransportSuite } from './transport-suite.ts'

runTransportSuite('in memory', () => {
  const [server, client] = makeMemoryPair()
  return { server, client }
})
