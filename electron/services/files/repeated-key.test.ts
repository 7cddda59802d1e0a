import fc from 'fast-check'
import { expect, test } from 'vitest'
import { repeatedKey } from './repeated-key.ts'

const find = (text: string): string | null => repeatedKey(text, JSON.parse(text))

test('finds a key that stands twice in one object, however it is spelt', () => {
  expect(find('{"a":1,"b":[{"c":1},{"c":2}],"a":{"a":3}}')).toBe('a')
  expect(find('[{"x":{"text" : 1, "te\\u0078t"\n:2}}]')).toBe('text')
  expect(find('{"a":{"b":1},"b":1,"c":"\\":\\": \\"a\\": "}')).toBeNull()
  expect(find('{"__proto__":1,"__proto__":2}')).toBe('__proto__')
})

test('says nothing of what JSON.stringify writes', () => {
  fc.assert(
    fc.property(fc.json(), fc.constantFrom(0, 2), (text, indent) => {
      expect(find(JSON.stringify(JSON.parse(text), null, indent))).toBeNull()
    }),
  )
})
