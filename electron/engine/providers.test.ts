import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readManifest } from './manifest.ts'
import { providerOrder } from './providers.ts'

describe('providerOrder', () => {
  it('ends with the CPU, tries only what was asked for, and heeds a small model', async () => {
    const manifest = await readManifest(join(import.meta.dirname, 'fixtures/tiny'))
    for (const platform of ['win32', 'darwin', 'linux']) {
      const order = providerOrder('auto', manifest, platform)
      expect([order.at(-1), new Set(order).size]).toEqual(['cpu', order.length])
      expect(providerOrder('cuda', manifest, platform)).toEqual(['cuda'])
      expect(providerOrder('auto', { ...manifest, prefers: 'cpu' }, platform)).toEqual(['cpu'])
    }
  })
})
