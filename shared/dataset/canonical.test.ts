import fc from 'fast-check'
import * as v from 'valibot'
import { expect, it } from 'vitest'
import { canonicalCheck } from './canonical.ts'
import { DeixisRecord } from './record.ts'
import { box, createSampleDocument } from './sample-document.ts'
import { createSeenKeys, textKey } from './seen-keys.ts'

const check = canonicalCheck(DeixisRecord)

/** What the fast check promises to say. */
function isTakenAsItIs(value: unknown): boolean {
  const parsed = v.safeParse(DeixisRecord, value)
  return parsed.success && JSON.stringify(parsed.output) === JSON.stringify(value)
}

function sample(): unknown {
  const document = createSampleDocument({
    regions: { b: box(1, 2, 30, 40) },
    dialogues: [{ turns: [{ parts: ['Where?'] }, { parts: ['Here ', ['b']], model: ['b'] }] }],
  })
  const [dialogue] = Object.values(document.dialogues)
  const images = Object.values(document.images).map((image) => ({ ...image, file: image.path }))
  const points = [0, 1, 2].map((n) => ({ x: n, y: n * n }))
  const [first] = Object.values(document.regions)
  const polygon = { ...first, id: 'p', shape: { kind: 'polygon', points } }
  const regions = [...Object.values(document.regions), polygon]
  const turns = Object.values(document.turns)
  return v.parse(DeixisRecord, { deixis: 1, kind: 'dialogue', dialogue, images, regions, turns })
}

/** Every place of a value, as the names that lead to it. */
function placesOf(value: unknown, at: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [[...at]]
  return [[...at], ...Object.entries(value).flatMap(([name, one]) => placesOf(one, [...at, name]))]
}

function changed(value: unknown, [name, ...rest]: readonly string[], change: (value: unknown) => unknown): unknown {
  if (name === undefined) return change(value)
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string, unknown>
  copy[name] = changed(copy[name], rest, change)
  return copy
}

it('agrees with valibot on records, and on what becomes of them when anything in them changes', () => {
  const whole = sample()
  expect([check(whole), isTakenAsItIs(whole)]).toEqual([true, true])
  const replacement = fc.oneof(
    fc.constantFrom<unknown>('', 0, -1, 1.5, 1e308, null, [], {}, 'box', 'x'.repeat(65), { kind: 'point', x: 1, y: 2 }),
    fc.jsonValue(),
  )
  const place = fc.constantFrom(...placesOf(whole))
  const replaced = fc.tuple(place, replacement).map(([at, by]) => changed(whole, at, () => by))
  const reshaped = fc.tuple(place, fc.constantFrom('drop', 'add', 'turn')).map(([at, how]) =>
    changed(whole, at, (value) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
      const entries = Object.entries(value)
      if (how === 'drop') return Object.fromEntries(entries.slice(1))
      return Object.fromEntries(how === 'add' ? [...entries, ['more', 1]] : entries.reverse())
    }),
  )
  fc.assert(
    fc.property(fc.oneof(replaced, reshaped, fc.jsonValue()), (value) => {
      const read: unknown = JSON.parse(JSON.stringify(value))
      expect(check(read)).toBe(isTakenAsItIs(read))
    }),
    { numRuns: 2000 },
  )
})

it('says false of schemas it does not know', () => {
  expect(canonicalCheck(v.pipe(v.string(), v.email()))('a@b.de')).toBe(false)
  expect(canonicalCheck(v.map(v.string(), v.string()))(new Map())).toBe(false)
})

it('keys are found again among many', () => {
  const seen = createSeenKeys()
  const keys = Array.from({ length: 50_000 }, (_, n) => textKey(`text ${n}`))
  expect(keys.filter((key) => !seen.add(key))).toEqual([])
  expect(keys.filter((key) => seen.add(key))).toEqual([])
})
