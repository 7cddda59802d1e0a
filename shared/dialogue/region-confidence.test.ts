import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { ConfidenceCurve, confidenceOf, shapeEvidence } from './region-confidence.ts'

const tokens = (text: string) =>
  [...text.matchAll(/[[,;]0\.|./g)].map(([part]) => ({
    text: part,
    logprob: /\d$/.test(part) ? -Number(part) / 10 : 0,
  }))

describe('shapeEvidence', () => {
  it('adds up the first two decimals of every number of a shape', () => {
    const text = 'The dog[0.129,0.349;0.569,0.789].'
    const [one, two, ...rest] = shapeEvidence(tokens(text), 7, text.length - 1)
    expect(one).toBeCloseTo(-(1 + 2 + 3 + 4) / 10)
    expect(two).toBeCloseTo(-(5 + 6 + 7 + 8) / 10)
    expect(rest).toEqual([])
  })

  it('takes nothing from outside the span', () => {
    expect(shapeEvidence(tokens('0.9 [0.111] 0.9'), 4, 11)).toEqual([expect.closeTo(-0.2)])
    expect(shapeEvidence(tokens('no numbers'), 0, 10)).toEqual([null])
  })
})

describe('confidenceOf', () => {
  const curve: ConfidenceCurve = [
    [-8, 0.2],
    [-2, 0.5],
    [0, 0.9],
  ]
  it('goes straight from point to point and is level beyond them', () => {
    expect([-20, -8, -5, -2, -1, 0].map((x) => confidenceOf(x, curve))).toEqual([0.2, 0.2, 0.35, 0.5, 0.7, 0.9])
  })

  it('is refused where its points do not rise', () => {
    const accepts = (points: unknown) => v.is(ConfidenceCurve, points)
    expect(accepts(curve)).toBe(true)
    expect(accepts([[-1, 0.5]])).toBe(false)
    expect(accepts([...curve].reverse())).toBe(false)
    expect(
      accepts([
        [-1, 0.5],
        [0, 0.4],
      ]),
    ).toBe(false)
    expect(
      accepts([
        [-1, 0.5],
        [0, 1.4],
      ]),
    ).toBe(false)
  })
})
