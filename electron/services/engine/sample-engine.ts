import type { LoadedModel } from '../../../shared/api/engine.ts'
import type { Engine } from './engine.ts'

/** What an engine of the tests says that it has loaded. */
const loaded: LoadedModel = {
  modelId: 'tiny',
  modelHash: 'hash',
  dialect: 'shikra',
  provider: 'cpu',
  attempts: [{ provider: 'cpu', ok: true }],
  threads: 1,
  loadMs: 1,
}

/** An engine for tests of the services around it, which answers as it is told. */
export function sampleEngine(generate: Engine['generate']): Engine {
  return {
    load: async () => loaded,
    prepare: async () => false,
    loaded: () => loaded,
    generate,
    pid: () => undefined,
    unload: async () => {},
    close: async () => {},
  }
}
