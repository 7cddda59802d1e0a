import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createJsonScanner } from './scan-json.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder()

function scan(text: string, cut: number) {
  const scanner = createJsonScanner()
  const bytes = encoder.encode(text)
  const found: [string | undefined, string][] = []
  for (let at = 0; at < bytes.length; at += cut) {
    const { bytes: held, elements } = scanner.push(bytes.subarray(at, at + cut))
    for (let n = 0; n < elements.length; n += 3) {
      const [start, end, array = -1] = elements.slice(n, n + 3)
      found.push([scanner.names[array], decoder.decode(held.subarray(start, end))])
    }
  }
  return { found, strays: scanner.strays.length, problem: scanner.end().problem }
}

it('finds the elements of any list, however it is cut and indented', () => {
  fc.assert(
    fc.property(
      fc.array(fc.jsonValue()),
      fc.integer({ min: 1, max: 40 }),
      fc.constantFrom(0, 2),
      (list, cut, indent) => {
        const { found, strays, problem } = scan(JSON.stringify(list, null, indent), cut)
        expect(found.map(([, text]) => JSON.parse(text))).toEqual(list.map((one) => JSON.parse(JSON.stringify(one))))
        expect([strays, problem]).toEqual([0, null])
      },
    ),
  )
})

it('finds the elements of the arrays of an object, and other fields whole', () => {
  const text = '{"info":{"v":[1]},"images":[{"id":1},{"id":"]}\\""}],"n":5,"none":[]}'
  for (const cut of [1, 4, 100]) {
    expect(scan(text, cut)).toEqual({
      found: [
        ['info', '{"v":[1]}'],
        ['images', '{"id":1}'],
        ['images', '{"id":"]}\\""}'],
        ['n', '5'],
      ],
      strays: 0,
      problem: null,
    })
  }
})

it('says what does not belong there, and where the file breaks off', () => {
  expect(scan('[{"a":1} {"b":2},,3,{"c"', 5)).toEqual({
    found: [
      [undefined, '{"a":1}'],
      [undefined, '{"b":2}'],
      [undefined, '3'],
    ],
    strays: 2,
    problem: 'the file ends inside element 4',
  })
  expect(scan('  ', 1).problem).toBe('the file holds no JSON')
})

it('holds the pieces of a long element until it ends, without copying them together each time', () => {
  const scanner = createJsonScanner()
  const chunks = ['[{"text":"', ...Array.from({ length: 50 }, (_, n) => `${n} \\"]} `), '"}', ',1]']
  const found: string[] = []
  const lengths = chunks.map((chunk) => {
    const { bytes, elements } = scanner.push(encoder.encode(chunk))
    for (let n = 0; n < elements.length; n += 3)
      found.push(decoder.decode(bytes.subarray(elements[n], elements[n + 1])))
    return bytes.length
  })
  const whole = `{"text":"${chunks.slice(1, 51).join('')}"}`
  expect(found).toEqual([whole, '1'])
  expect(lengths.slice(1, 51).every((length) => length === 0)).toBe(true)
  expect(scanner.end().problem).toBeNull()
})
