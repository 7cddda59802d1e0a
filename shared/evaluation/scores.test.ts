import { describe, expect, it } from 'vitest'
import type { EvaluationQuestion, ExpectedAnswer } from './expected-answer.ts'
import { createJudge, type Judged } from './judge.ts'
import type { SaidAnswer } from './said-answer.ts'
import { scoresOf } from './scores.ts'
import { shareOf } from './share.ts'

const judge = createJudge([
  { name: 'dog', plural: 'dogs' },
  { name: 'cat', plural: 'cats' },
  { name: 'alarm clock', plural: 'alarm clocks' },
])

function asked(task: string, expected: ExpectedAnswer, more: Partial<EvaluationQuestion> = {}): EvaluationQuestion {
  const size = { width: 100, height: 50 }
  return { id: 'q', image: 'a.png', size, task, form: 'plain', answer: '', expect: expected, ...more }
}

/** Words and, as lists of four numbers, the boxes between them. */
function said(...parts: (string | number[][])[]): SaidAnswer {
  const read = parts.map((part) => {
    if (typeof part === 'string') return part
    return { shapes: part.map(([x1 = 0, y1 = 0, x2 = 0, y2 = 0]) => ({ kind: 'box' as const, x1, y1, x2, y2 })) }
  })
  return { text: '', parts: read, unread: false, ms: null }
}

const dog: ExpectedAnswer = { kind: 'boxes', name: 'dog', boxes: [[0, 0, 10, 10]] }
const dogs: ExpectedAnswer = {
  kind: 'boxes',
  name: 'dog',
  boxes: [
    [0, 0, 10, 10],
    [50, 0, 60, 10],
  ],
}
const scoresFor = (question: EvaluationQuestion, answer: SaidAnswer | null) => scoresOf([judge(question, answer)])
const right = (question: EvaluationQuestion, answer: SaidAnswer): boolean => judge(question, answer).right

describe('shareOf', () => {
  it("is Wilson's interval", () => {
    expect(shareOf(8, 10)).toEqual({ n: 10, right: 8, share: 0.8, low: 0.490162, high: 0.943318 })
    expect(shareOf(0, 10)).toEqual({ n: 10, right: 0, share: 0, low: 0, high: 0.277533 })
    expect(shareOf(10, 10)).toEqual({ n: 10, right: 10, share: 1, low: 0.722467, high: 1 })
    expect(shareOf(0, 0)).toEqual({ n: 0, right: 0, share: null, low: null, high: null })
  })
})

describe('boxes', () => {
  it('of one object: thresholds, mean, size', () => {
    const { rec } = scoresFor(asked('rec', dog), said('The dog', [[0, 0, 10, 6]], '.'))
    expect(rec.one).toEqual({ n: 1, acc50: shareOf(1, 1), acc75: shareOf(0, 1), meanIou: 0.6 })
    expect([rec.small.n, rec.medium.n, rec.large.n, rec.several.n]).toEqual([1, 0, 0, 0])
    expect(rec.notDenied).toEqual(shareOf(1, 1))
  })

  it('of sizes at the limits: 12 % is medium, 25 % is large', () => {
    const sized = (side: number) =>
      scoresFor(asked('rec', { kind: 'boxes', name: 'dog', boxes: [[0, 0, side, 1]] }), said()).rec
    expect([sized(11.9).small.n, sized(12).medium.n, sized(24.9).medium.n, sized(25).large.n]).toEqual([1, 1, 1, 1])
  })

  it('another number of boxes, no box and no answer are worth nothing', () => {
    const two = said('The dogs', [
      [0, 0, 10, 10],
      [50, 0, 60, 10],
    ])
    for (const answer of [two, said('There is no dog in the picture.'), null]) {
      expect(scoresFor(asked('rec', dog), answer).rec.one).toMatchObject({ acc50: shareOf(0, 1), meanIou: 0 })
    }
    expect(scoresFor(asked('rec', dog), said('There is no dog.')).rec.notDenied.right).toBe(0)
    expect(scoresFor(asked('rec', dog), null).rec.notDenied.right).toBe(0)
  })

  it('of several objects: in any order, each must hit', () => {
    const swapped = said('The dogs', [
      [50, 0, 60, 10],
      [0, 0, 10, 10],
    ])
    const half = said('The dogs', [
      [50, 0, 60, 10],
      [20, 0, 30, 10],
    ])
    expect(scoresFor(asked('rec', dogs), swapped).rec.several).toMatchObject({ acc75: shareOf(1, 1), meanIou: 1 })
    expect(scoresFor(asked('rec', dogs), half).rec.several).toMatchObject({ acc50: shareOf(0, 1), meanIou: 0.5 })
    expect([right(asked('rec', dogs), swapped), right(asked('rec', dogs), half)]).toEqual([true, false])
  })

  it('need the right name where one is wanted', () => {
    const cat = said('The cat', [[0, 0, 10, 10]], '.')
    expect(right(asked('rec', dog), cat)).toBe(false)
    expect(right(asked('rec', { ...dog, name: null }), cat)).toBe(true)
    expect(right(asked('rec', { ...dog, name: 'zebra' }), said('The zebra', [[0, 0, 10, 10]]))).toBe(true)
  })
})

describe('words', () => {
  it('absent: denied, and without a place', () => {
    const absent = asked('rec', { kind: 'absent', name: 'dog' })
    expect(right(absent, said('There is no dog in the picture.'))).toBe(true)
    expect(right(absent, said('There is no dog', [[0, 0, 5, 5]], '.'))).toBe(false)
    expect(right(absent, said('The dog', [[0, 0, 5, 5]], '.'))).toBe(false)
    expect(scoresFor(absent, said('None.')).rec.absent).toEqual(shareOf(1, 1))
  })

  it('names: the right one and no other; nothing where nothing is', () => {
    const named = asked('reg', { kind: 'name', name: 'dog' })
    const answers = ['A dog.', 'Two DOGS', 'A dog or a cat.', 'A doghouse.']
    expect(answers.map((text) => right(named, said(text)))).toEqual([true, true, false, false])
    const nothing = asked('pointqa', { kind: 'name', name: null })
    expect([right(nothing, said('There is nothing there.')), right(nothing, said('A dog.'))]).toEqual([true, false])
  })

  it('numbers, quarters, yes and no are read from the words, not from coordinates', () => {
    const two = asked('count', { kind: 'number', value: 2 })
    expect([right(two, said('The dogs', [[0, 0, 3, 3]], ': 2.')), right(two, said('3 dogs.'))]).toEqual([true, false])
    expect(right(asked('count', { kind: 'number', value: 0 }), said('There is no dog in the picture.'))).toBe(true)
    const quarter = asked('chessboard', { kind: 'quarter', value: 'top left' })
    expect([right(quarter, said('x: Top left.')), right(quarter, said('Bottom left.'))]).toEqual([true, false])
    const no = asked('relation', { kind: 'truth', value: false })
    expect([right(no, said('No.')), right(no, said('The dog: yes.'))]).toEqual([true, false])
  })

  it('free words: whatever their case, articles and punctuation', () => {
    const free = asked('text', { kind: 'words', text: 'A red umbrella.' })
    const answers = ['The red umbrella', 'RED, umbrella!', 'A red umbrella and a hat']
    expect(answers.map((text) => right(free, said(text)))).toEqual([true, true, false])
  })
})

describe('scoresOf', () => {
  it('keeps tasks in their order and forms apart', () => {
    const yes = { kind: 'truth', value: true } as const
    const rows = [
      judge(asked('relation', yes, { form: 'shown' }), said('yes')),
      judge(asked('relation', yes, { form: 'direct' }), said('no')),
      judge(asked('relation', yes, { form: 'direct' }), said('yes')),
      judge(asked('own', yes), said('yes')),
      judge(asked('rec', dog), said('The dog', [[0, 0, 10, 10]])),
    ]
    expect(scoresOf(rows).tasks).toEqual([
      { task: 'rec', all: shareOf(1, 1), forms: [{ form: 'plain', all: shareOf(1, 1) }] },
      {
        task: 'relation',
        all: shareOf(2, 3),
        forms: [
          { form: 'direct', all: shareOf(1, 2) },
          { form: 'shown', all: shareOf(1, 1) },
        ],
      },
      { task: 'own', all: shareOf(1, 1), forms: [{ form: 'plain', all: shareOf(1, 1) }] },
    ])
  })

  it('listings: F1 of names with their boxes, each thing once', () => {
    const objects = [
      { name: 'dog', box: [0, 0, 10, 10] },
      { name: 'cat', box: [50, 0, 60, 10] },
    ]
    const question = asked('spotting', { kind: 'all', objects })
    const full = said('A dog', [[0, 0, 10, 10]], ' and a cat', [[50, 0, 60, 10]], '.')
    const twice = said('A dog', [[0, 0, 10, 10]], ', a dog', [[0, 0, 10, 10]], ' and a cat', [[0, 0, 9, 9]], '.')
    expect(scoresFor(question, full).spotting).toEqual({ n: 1, things: 2, said: 2, hits: 2, f1: 1 })
    expect(scoresFor(question, twice).spotting).toEqual({ n: 1, things: 2, said: 3, hits: 1, f1: 0.4 })
    expect(scoresFor(question, null).spotting).toEqual({ n: 1, things: 2, said: 0, hits: 0, f1: 0 })
  })

  it('dialogues: by turn, and whole', () => {
    const yes = { kind: 'truth', value: true } as const
    const turn = (dialogue: string, place: number, text: string): Judged =>
      judge(asked('exists', yes, { dialogue, turn: place }), said(text))
    const rows = [turn('a', 1, 'yes'), turn('a', 2, 'yes'), turn('b', 1, 'yes'), turn('b', 2, 'no')]
    expect(scoresOf(rows).dialogues).toEqual({
      whole: shareOf(1, 2),
      turns: [
        { turn: 1, all: shareOf(2, 2) },
        { turn: 2, all: shareOf(1, 2) },
      ],
    })
  })

  it('no questions give no number', () => {
    const { rec, spotting, tasks } = scoresOf([])
    expect([rec.one.meanIou, rec.absent.share, spotting.f1, tasks]).toEqual([null, null, null, []])
  })
})
