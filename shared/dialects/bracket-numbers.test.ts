import fc from 'fast-check'
import { expect, it } from 'vitest'
import { plainNumbers } from './bracket-numbers.ts'

const digits = (most: number) => fc.stringMatching(new RegExp(`^\\d{1,${most}}$`))
const decimal = fc.oneof(
  digits(8),
  fc.tuple(digits(4), digits(11)).map(([whole, rest]) => `${whole}.${rest}`),
  digits(9).map((rest) => `.${rest}`),
  digits(9).map((whole) => `${whole}.`),
)
const blanks = fc.constantFrom('', ' ', '  ')

it('plain numbers are those that Number makes of them, in their groups', () => {
  const padded = fc.tuple(blanks, decimal, blanks)
  const groups = fc.array(fc.array(padded, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(groups, (given) => {
      const text = given.map((group) => group.map((one) => one.join('')).join(',')).join(';')
      const numbers = given.map((group) => group.map(([, number]) => Number(number)))
      expect(plainNumbers(text)).toEqual(text.includes(',') ? numbers : null)
    }),
    { numRuns: 1000 },
  )
})

it('what is no plain number is left to others', () => {
  const others = [
    '',
    ' ',
    '1',
    '1;2',
    '1,',
    ',1',
    '1,,2',
    '1,2;',
    '1.2.3,4',
    '.,1',
    '1 2,3',
    '1,x',
    '-1,2',
    '+1,2',
    '1e3,2',
  ]
  const long = ['1234567890123456,1', '0.1234567890123456,1', '1,\u00a02', '1\n,2']
  expect([...others, ...long].map(plainNumbers)).toEqual([...others, ...long].map(() => null))
})
