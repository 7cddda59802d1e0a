import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pythonFixed, roundHalfEven } from './rounding.ts'

/** The definition, in exact integers: mantissa · 2^exponent · 10^decimals, rounded half to even. */
function exactFixed(x: number, decimals: number): string {
  const bits = new DataView(new ArrayBuffer(8))
  bits.setFloat64(0, x)
  const word = bits.getBigUint64(0)
  const field = Number((word >> 52n) & 0x7ffn)
  const fraction = word & 0xfffffffffffffn
  const mantissa = field === 0 ? fraction : fraction | 0x10000000000000n
  const exponent = (field === 0 ? 1 : field) - 1075
  const top = mantissa * 10n ** BigInt(decimals) * (exponent > 0 ? 2n ** BigInt(exponent) : 1n)
  const bottom = exponent < 0 ? 2n ** BigInt(-exponent) : 1n
  let whole = top / bottom
  const twice = (top % bottom) * 2n
  if (twice > bottom || (twice === bottom && whole % 2n === 1n)) whole += 1n
  const digits = whole.toString().padStart(decimals + 1, '0')
  const sign = word >> 63n ? '-' : ''
  return sign + (decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`)
}

describe('pythonFixed', () => {
  it('writes what Python prints', () => {
    const cases: [number, number, string][] = [
      [0.0625, 3, '0.062'],
      [0.1875, 3, '0.188'],
      [0.3125, 3, '0.312'],
      [0.125, 2, '0.12'],
      [0.375, 2, '0.38'],
      [2.675, 2, '2.67'],
      [1.005, 2, '1.00'],
      [0.5, 0, '0'],
      [1.5, 0, '2'],
      [2.5, 0, '2'],
      [-0.0625, 3, '-0.062'],
      [-0, 3, '-0.000'],
      [-0.0001, 3, '-0.000'],
      [0.0005, 3, '0.001'],
      [0.0015, 3, '0.002'],
      [1e22, 1, '10000000000000000000000.0'],
      [1e23, 0, '99999999999999991611392'],
      [0.1, 25, '0.1000000000000000055511151'],
      [5e-324, 3, '0.000'],
      [Number.NaN, 3, 'nan'],
      [Infinity, 3, 'inf'],
      [-Infinity, 3, '-inf'],
    ]
    expect(cases.map(([x, n]) => pythonFixed(x, n))).toEqual(cases.map(([, , text]) => text))
  })

  it('equals exact integer arithmetic for every double', () => {
    const double = fc.double({ noNaN: true, noDefaultInfinity: true })
    const tie = fc
      .tuple(fc.integer({ min: -(2 ** 40), max: 2 ** 40 }), fc.integer({ min: 0, max: 12 }))
      .map(([n, power]) => n / 2 ** power)
    fc.assert(
      fc.property(fc.oneof(double, tie, fc.double({ min: 0, max: 1, noNaN: true })), fc.nat(12), (x, decimals) => {
        expect(pythonFixed(x, decimals)).toBe(exactFixed(x, decimals))
      }),
      { numRuns: 3000 },
    )
  })
})

describe('roundHalfEven', () => {
  it('takes the even neighbour at a tie', () => {
    expect([0.5, 1.5, 2.5, -0.5, -1.5, 0.49999999999999994, 2 ** 52 + 1].map(roundHalfEven)).toEqual([
      0,
      2,
      2,
      0,
      -2,
      0,
      2 ** 52 + 1,
    ])
  })
})
