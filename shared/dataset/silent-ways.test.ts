import { expect, it } from 'vitest'
import type { Dialect } from '../dialects/dialect.ts'
import { dialects } from '../dialects/registry.ts'
import type { Consumer, Format } from './format.ts'
import { formatById } from './registry.ts'
import { silentWays } from './silent-ways.ts'

function codes(consumer: Consumer, dialect: string | null): string[] {
  const llava = formatById('llava') as Format
  const chosen = dialects.find(({ id }) => id === dialect) as Dialect | undefined
  return silentWays({ ...llava, consumer }, chosen ?? null).map(({ code }) => code)
}

it('names what the trainer does to these coordinates, and only then', () => {
  const shrinks: Consumer = { orientation: 'ignored', maxPixels: 768 * 768 }
  const pads: Consumer = { orientation: 'ignored', pads: true }
  expect([
    codes(shrinks, 'qwen2.5-vl'),
    codes(shrinks, 'qwen2-vl'),
    codes(pads, 'qwen2-vl'),
    codes(pads, 'llava-1.5'),
    codes({ orientation: 'ignored', learnsAll: true }, null),
    codes({ orientation: 'applied' }, 'qwen2.5-vl'),
  ]).toEqual([['resized-first'], [], ['padded-first'], [], ['learns-all'], []])
})
