import { describe, expect, test } from 'vitest'
import { iou, type SceneResult, scoreResults } from './score.ts'
import type { ExpectedAnswer, SceneAnswer } from './write-scenes.ts'

function answer(task: SceneAnswer['task'], expected: ExpectedAnswer, form = 'plain'): SceneAnswer {
  return { id: 'q', image: 'a.png', size: { width: 100, height: 50 }, task, form, answer: '', expect: expected }
}

function result(...parts: (string | number[][])[]): SceneResult {
  const regions: Record<string, { box: number[] }> = {}
  const written = parts.map((part) => {
    if (typeof part === 'string') return part
    const refs = part.map((box) => {
      const id = `r${Object.keys(regions).length}`
      regions[id] = { box }
      return id
    })
    return { refs }
  })
  return { id: 'q', text: '', parts: written, regions }
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

describe('iou', () => {
  test('of hand-made boxes', () => {
    expect(iou([0, 0, 10, 10], [0, 0, 10, 10])).toBe(1)
    expect(iou([0, 0, 10, 10], [5, 0, 15, 10])).toBeCloseTo(1 / 3)
    expect(iou([0, 0, 10, 10], [10, 0, 20, 10])).toBe(0)
    expect(iou([0, 0, 10, 10], [])).toBe(0)
  })
})

describe('scoreResults', () => {
  test('one box: thresholds, mean, size', () => {
    const { rec, recBySize, notDenied } = scoreResults([answer('rec', dog)], [result('The dog', [[0, 0, 10, 6]], '.')])
    expect(rec).toEqual({ n: 1, acc50: 1, acc75: 0, meanIou: 0.6 })
    expect(recBySize.small.n).toBe(1)
    expect(recBySize.medium.n).toBe(0)
    expect(notDenied).toEqual({ n: 1, accuracy: 1 })
  })

  test('one box: two boxes, no box and no result count as none', () => {
    const two = result('The dogs', [
      [0, 0, 10, 10],
      [50, 0, 60, 10],
    ])
    for (const said of [[two], [result('There is no dog in the picture.')], []]) {
      expect(scoreResults([answer('rec', dog)], said).rec).toEqual({ n: 1, acc50: 0, acc75: 0, meanIou: 0 })
    }
    expect(scoreResults([answer('rec', dog)], []).missing).toBe(1)
    expect(scoreResults([answer('rec', dog)], [result('There is no dog.')]).notDenied.accuracy).toBe(0)
  })

  test('several boxes: in any order, each must hit', () => {
    const right = result('The dogs', [
      [50, 0, 60, 10],
      [0, 0, 10, 10],
    ])
    const half = result('The dogs', [
      [50, 0, 60, 10],
      [20, 0, 30, 10],
    ])
    expect(scoreResults([answer('rec', dogs)], [right]).recSeveral).toEqual({ n: 1, acc50: 1, acc75: 1, meanIou: 1 })
    expect(scoreResults([answer('rec', dogs)], [half]).recSeveral).toEqual({ n: 1, acc50: 0, acc75: 0, meanIou: 0.5 })
    expect(scoreResults([answer('rec', dogs)], [right]).rec.n).toBe(0)
  })

  test('absent: said not to be there, and without a box', () => {
    const asked = [answer('rec', { kind: 'absent', name: 'zebra' })]
    expect(scoreResults(asked, [result('There is no zebra in the picture.')]).absent.accuracy).toBe(1)
    expect(scoreResults(asked, [result('The zebra', [[0, 0, 5, 5]], '.')]).absent.accuracy).toBe(0)
    expect(scoreResults(asked, [result('There is no zebra', [[0, 0, 5, 5]], '.')]).absent.accuracy).toBe(0)
  })

  test('names: the right one and no other, nothing where nothing is', () => {
    const named = [answer('reg', { kind: 'name', name: 'dog' })]
    expect(scoreResults(named, [result('A dog.')]).reg.accuracy).toBe(1)
    expect(scoreResults(named, [result('A dog or a cat.')]).reg.accuracy).toBe(0)
    expect(scoreResults(named, [result('A doghouse.')]).reg.accuracy).toBe(0)
    const nothing = [answer('pointqa', { kind: 'name', name: null })]
    expect(scoreResults(nothing, [result('There is nothing there.')]).pointqa.accuracy).toBe(1)
    expect(scoreResults(nothing, [result('A dog.')]).pointqa.accuracy).toBe(0)
  })

  test('numbers, quarters, yes and no are read from the words, not from coordinates', () => {
    const count = [answer('count', { kind: 'number', value: 2 })]
    expect(scoreResults(count, [result('The dogs', [[0, 0, 3, 3]], ': 2.')]).count.accuracy).toBe(1)
    expect(scoreResults(count, [result('3 dogs.')]).count.accuracy).toBe(0)
    const zero = [answer('count', { kind: 'number', value: 0 })]
    expect(scoreResults(zero, [result('There is no dog in the picture.')]).count.accuracy).toBe(1)
    const quarter = [answer('chessboard', { kind: 'quarter', value: 'top left' })]
    expect(scoreResults(quarter, [result('The dog', [[0, 0, 3, 3]], ': top left.')]).chessboard.accuracy).toBe(1)
    expect(scoreResults(quarter, [result('Bottom left.')]).chessboard.accuracy).toBe(0)
    const truth = [answer('relation', { kind: 'truth', value: false })]
    expect(scoreResults(truth, [result('No.')]).relation.accuracy).toBe(1)
    expect(scoreResults(truth, [result('The dog: yes.')]).relation.accuracy).toBe(0)
  })

  test('listings: F1 of names with their boxes', () => {
    const objects = [
      { name: 'dog', box: [0, 0, 10, 10] },
      { name: 'cat', box: [50, 0, 60, 10] },
    ]
    const asked = [answer('spotting', { kind: 'all', objects })]
    const full = result('A dog', [[0, 0, 10, 10]], ' and a cat', [[50, 0, 60, 10]], '.')
    const swapped = result('A cat', [[0, 0, 10, 10]], ' and a cat', [[50, 0, 60, 10]], '.')
    expect(scoreResults(asked, [full]).spottingF1).toBe(1)
    expect(scoreResults(asked, [swapped]).spottingF1).toBe(0.5)
    expect(scoreResults(asked, []).spottingF1).toBe(0)
  })

  test('an unread bracket is counted as invalid', () => {
    expect(scoreResults([answer('rec', dog)], [result('The dog[0.1,0.2].')]).invalid).toBe(1)
    expect(scoreResults([answer('rec', dog)], [result('The dog', [[0, 0, 10, 10]], '.')]).invalid).toBe(0)
  })

  test('no questions give no accuracy instead of a number', () => {
    expect(scoreResults([], []).reg).toEqual({ n: 0, accuracy: null })
    expect(scoreResults([], []).spottingF1).toBeNull()
  })
})
