import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createSeenKeys, textKey } from './seen-keys.ts'

it('seen keys tell new ones from old ones as a set does', () => {
  const key = fc.oneof(
    fc.nat(300),
    fc.maxSafeNat(),
    fc.nat(100).map((n) => n * 0x200000),
    fc.nat(63).map((n) => n * 0x8000),
  )
  fc.assert(
    fc.property(fc.array(key, { maxLength: 6000, size: 'max' }), (keys) => {
      const [seen, set] = [createSeenKeys(), new Set<number>()]
      for (const one of keys) {
        expect(seen.add(one)).toBe(!set.has(one))
        set.add(one)
      }
    }),
    { numRuns: 30 },
  )
})

it('a hundred thousand texts have keys of their own', () => {
  const seen = createSeenKeys()
  for (let n = 0; n < 100_000; n++) if (!seen.add(textKey(`d${n}`))) expect.unreachable(`d${n}`)
  expect([seen.add(textKey('d0')), seen.add(textKey('d99999')), seen.add(textKey('d100000'))]).toEqual([
    false,
    false,
    true,
  ])
})
