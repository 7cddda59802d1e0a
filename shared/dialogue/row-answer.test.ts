import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RegionId } from '../ids.ts'
import type { Region } from './region.ts'
import { type AnswerProblem, answerProblem, choiceOf, numberOf } from './row-answer.ts'
import type { Part } from './turn.ts'

const regions: Readonly<Record<string, Pick<Region, 'shape'>>> = {
  b: { shape: { kind: 'box', x1: 0, y1: 0, x2: 1, y2: 1 } },
  p: { shape: { kind: 'point', x: 0, y: 0 } },
}
const says = (text: string, ...ids: string[]): Part[] => [
  { kind: 'text', text },
  ...ids.map((id): Part => ({ kind: 'mention', regionIds: [id as RegionId] })),
]
const check = (type: Parameters<typeof answerProblem>[0], parts: Part[]): AnswerProblem | null =>
  answerProblem(type, parts, ['yes', 'no'], (id) => regions[id])

describe('answers of a type', () => {
  it('are refused when they are of another', () => {
    expect([
      check('choice', says('Yes.')),
      check('choice', says('perhaps')),
      check('choice', says('yes', 'b')),
      check('number', says(' 12 ')),
      check('number', says('3.5.')),
      check('number', says('two')),
      check('number', says('2 dogs')),
      check('number', says('1e999')),
      check('box', says('here', 'b')),
      check('box', says('here')),
      check('box', says('here', 'b', 'p')),
      check('point', says('', 'p')),
      check('point', says('', 'b')),
      check('point', says('', 'gone')),
      check('text', says('anything')),
    ]).toEqual([
      null,
      'choice',
      'choice',
      null,
      null,
      'number',
      'number',
      'number',
      null,
      'box',
      'box',
      null,
      'point',
      'point',
      null,
    ])
  })

  it('that are empty are no answers yet', () => {
    for (const type of ['text', 'choice', 'number', 'box', 'point'] as const) expect(check(type, says(' '))).toBeNull()
  })

  it('are read as what they were written from', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }), (value) => {
        const text = value.toFixed(3)
        expect(numberOf(says(text))).toBe(Number(text))
      }),
    )
    fc.assert(
      fc.property(fc.constantFrom('yes', 'no'), fc.boolean(), (choice, loud) => {
        expect(choiceOf(says(`${loud ? choice.toUpperCase() : choice}.`), ['yes', 'no'])).toBe(choice)
      }),
    )
  })
})
