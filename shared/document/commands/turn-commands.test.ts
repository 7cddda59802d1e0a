import { describe, expect, it } from 'vitest'
import { continuedTurn } from '../../dialogue/continued-turn.ts'
import { movedMentions, stampMentions } from '../../dialogue/moved-mentions.ts'
import type { Region } from '../../dialogue/region.ts'
import type { Alternative, Part, Run, Turn } from '../../dialogue/turn.ts'
import { applyEntry } from '../apply.ts'
import { type Document, emptyDocument } from '../document.ts'
import { changesOf, type Recipe } from '../record-changes.ts'
import { chooseAlternative, makeRoomForAnswer } from './choose-alternative.ts'
import { correctRejected } from './correct-rejected.ts'
import { deleteDialogue } from './delete-dialogue.ts'
import { duplicateDialogue } from './duplicate-dialogue.ts'
import { groundWords, ungroundWords } from './ground-words.ts'
import { keepAsSent } from './keep-as-sent.ts'
import { replaceMalformed } from './replace-malformed.ts'

const turn = (id: string, parts: Part[], change: Partial<Turn> = {}): Turn => ({
  id: id as never,
  dialogueId: 'd1' as never,
  order: 2,
  role: 'assistant',
  parts,
  origin: 'model',
  review: 'open',
  createdAt: 1,
  ...change,
})
const box = (id: string, turnId: string | null, judgement: 'open' | 'accepted' | 'rejected' = 'open'): Region => {
  const shape = { kind: 'box' as const, x1: 1, y1: 1, x2: 9, y2: 9 }
  return {
    id: id as never,
    imageId: 'i1' as never,
    number: 1,
    shape,
    label: 'dog',
    origin: turnId === null ? 'human' : 'model',
    ...(turnId !== null && { proposal: { turnId: turnId as never, predicted: shape, judgement } }),
    createdAt: 1,
  }
}
const text = (words: string): Part => ({ kind: 'text', text: words })
const mention = (...ids: string[]): Extract<Part, { kind: 'mention' }> => ({
  kind: 'mention',
  regionIds: ids as never[],
})

function documentOf(turns: Turn[], regions: Region[]): Document {
  return {
    ...emptyDocument,
    dialogues: { d1: { id: 'd1' as never, imageIds: ['i1' as never], title: '', kind: 'chat', createdAt: 1 } },
    turns: Object.fromEntries(turns.map((each) => [each.id, each])),
    regions: Object.fromEntries(regions.map((each) => [each.id, each])),
  }
}
function changed(document: Document, recipe: Recipe): Document {
  const changes = changesOf(document, recipe)
  return applyEntry(document, { id: 'c' as never, kind: 'commit', label: 'x', imageId: null, changes, at: 1 })
}

describe('answers beside each other', () => {
  it('come and go with their open proposals; judged ones stay on the picture', () => {
    const first = turn('a', [text('One '), mention('r1')])
    const start = documentOf([first], [box('r1', 'a'), box('r2', 'a', 'accepted'), box('r3', null)])
    let alternatives: Alternative[] = []
    const emptied = changed(
      start,
      makeRoomForAnswer('a' as never, (kept) => (alternatives = kept)),
    )
    expect(Object.keys(emptied.turns)).toEqual([])
    expect(Object.keys(emptied.regions)).toEqual(['r2', 'r3'])
    expect(alternatives.map((each) => [each.parts, each.regions.map(({ id }) => id)])).toEqual([[first.parts, ['r1']]])

    const second = turn('a', [text('Two '), mention('r4')], { alternatives })
    const both = documentOf([second], [box('r2', 'a', 'accepted'), box('r3', null), box('r4', 'a')])
    const back = changed(both, chooseAlternative('a' as never, 0))
    expect(Object.keys(back.regions).sort()).toEqual(['r1', 'r3'].concat('r2').sort())
    expect([back.turns.a?.parts, back.turns.a?.shown]).toEqual([first.parts, 0])
    const again = changed(back, chooseAlternative('a' as never, 1))
    expect(again.turns.a).toEqual({ ...second, shown: 1 })
    expect(again.regions).toEqual(both.regions)
    expect(changesOf(again, chooseAlternative('a' as never, 2))).toEqual([])
  })

  it('keep everything that was said and judged of each: runs, authors, reviews', () => {
    const run = (rawAnswer: string) => ({ rawAnswer }) as Run
    const reviews = [{ by: 'ann', verdict: 'accept' as const, at: 3 }]
    const first = turn('a', [text('One')], {
      run: run('e'),
      earlierRuns: [run('On')],
      author: 'ben',
      editedBy: 'ann',
      editedAt: 2,
      reviews,
    })
    let alternatives: Alternative[] = []
    const emptied = changed(
      documentOf([first], []),
      makeRoomForAnswer('a' as never, (kept) => (alternatives = kept)),
    )
    const second = turn('a', [text('Two')], { run: run('Two'), alternatives })
    const back = changed({ ...emptied, turns: { a: second } }, chooseAlternative('a' as never, 0))
    const { alternatives: others, shown, ...shownTurn } = back.turns.a ?? second
    expect([shownTurn, shown]).toEqual([first, 0])
    expect(others?.map((each) => [each.run, each.earlierRuns, each.reviews])).toEqual([
      [run('Two'), undefined, undefined],
    ])
  })

  it('a proposal that another message mentions stays when its answer is set aside', () => {
    const start = documentOf(
      [turn('a', [mention('r1')]), turn('q', [mention('r1')], { role: 'user', order: 3 })],
      [box('r1', 'a')],
    )
    const next = changed(
      start,
      makeRoomForAnswer('a' as never, () => undefined),
    )
    expect(Object.keys(next.regions)).toEqual(['r1'])
  })
})

it('a continued answer joins its words and keeps both runs; a bracket that was cut off is said anew', () => {
  const run = { rawAnswer: 'A dog [0.1' } as Run
  const rest = { rawAnswer: ' [0.1,0.2,0.3,0.4].' } as Run
  const cut: Part = { kind: 'malformed', text: '[0.1', code: 'unclosed', message: '' }
  const broken = turn('a', [text('A dog '), cut], { run, review: 'reviewed' })
  expect(continuedTurn(broken, turn('a', [text('is '), mention('r1')], { run: rest }))).toEqual({
    ...broken,
    parts: [text('A dog is '), mention('r1')],
    review: 'open',
    run: rest,
    earlierRuns: [run],
  })
})

it('words are grounded, take more regions, and are set free again', () => {
  const start = documentOf([turn('a', [text('The red dog runs.')])], [])
  const words = { turnId: 'a' as never, part: 0, start: 4, end: 11 }
  const grounded = changed(start, groundWords(words, ['r1' as never]))
  const phrase = { ...mention('r1'), phrase: 'red dog' }
  expect(grounded.turns.a?.parts).toEqual([text('The red dog'), phrase, text(' runs.')])
  const two = changed(grounded, groundWords(words, ['r2' as never]))
  expect(two.turns.a?.parts[1]).toEqual({ ...mention('r1', 'r2'), phrase: 'red dog' })
  expect(changed(two, ungroundWords(words)).turns.a?.parts).toEqual([text('The red dog runs.')])
  expect(changesOf(start, ungroundWords(words))).toEqual([])
})

it('a region drawn for malformed coordinates, or for a rejected box, takes their place in the sentence', () => {
  const bad: Part = { kind: 'malformed', text: '[0.5,1.2]', code: 'out-of-range', message: '' }
  const start = documentOf(
    [turn('a', [text('at '), bad, mention('r1')])],
    [box('r1', 'a', 'rejected'), { ...box('r2', null), label: '' }],
  )
  const fixed = changed(start, replaceMalformed('a' as never, 1, 'r2' as never))
  expect(fixed.turns.a?.parts[1]).toEqual(mention('r2'))
  const right = changed(start, correctRejected('r1' as never, 'r2' as never))
  expect(right.turns.a?.parts[2]).toEqual(mention('r2'))
  expect([right.regions.r2?.corrects, right.regions.r2?.label]).toEqual(['r1', 'dog'])
  expect(right.regions.r1).toEqual(start.regions.r1)
  expect(changesOf(start, correctRejected('r2' as never, 'r1' as never))).toEqual([])
})

it('a turn knows what moved after it was sent; kept shapes hold', () => {
  const region = box('r1', null)
  const asked = turn('q', stampMentions([mention('r1')], { r1: region }, 'q'), { role: 'user' })
  expect(movedMentions(asked, { r1: region })).toEqual({ follows: [], keeps: [] })
  const moved = { ...region, shape: { kind: 'box' as const, x1: 2, y1: 1, x2: 9, y2: 9 } }
  expect(movedMentions(asked, { r1: moved })).toEqual({ follows: ['r1'], keeps: [] })
  const kept = changed(documentOf([asked], [moved]), keepAsSent('q' as never, true))
  expect(movedMentions(kept.turns.q as Turn, kept.regions)).toEqual({ follows: [], keeps: ['r1'] })
  expect(changed(kept, keepAsSent('q' as never, false)).turns.q).toEqual(asked)
  expect(stampMentions([mention('r2')], { r2: box('r2', 'q') }, 'q')).toEqual([mention('r2')])
})

it('a dialogue is copied with its turns, and deleted with them', () => {
  const start = documentOf([turn('a', [text('Hi')], { alternatives: [] })], [])
  let n = 0
  const copy = { id: 'd2' as never, imageIds: ['i1' as never], title: 'copy', kind: 'chat' as const, createdAt: 2 }
  const two = changed(
    start,
    duplicateDialogue('d1' as never, copy, () => `n${++n}` as never),
  )
  expect(two.turns.n1).toEqual(turn('n1', [text('Hi')], { dialogueId: 'd2' as never }))
  const one = changed(two, deleteDialogue('d1' as never))
  expect([Object.keys(one.dialogues), Object.keys(one.turns)]).toEqual([['d2'], ['n1']])
})
