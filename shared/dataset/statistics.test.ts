import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Region } from '../dialogue/region.ts'
import type { RecordChange } from '../document/document.ts'
import { createBars, hasImage } from './figure-counts.ts'
import { createStatistics, type FigureId } from './statistics.ts'

const image = { id: 'i', path: 'a.png', width: 100, height: 100, bytes: 1, modifiedAt: 1 } as never
const predicted = { kind: 'box', x1: 0, y1: 0, x2: 10, y2: 10 } as const
const region = (id: string, more: Partial<Region>): RecordChange => ({
  table: 'regions',
  id,
  before: null,
  after: {
    id,
    imageId: 'i',
    number: 1,
    shape: predicted,
    label: 'dog',
    origin: 'human',
    createdAt: 1,
    ...more,
  } as Region,
})
const proposal = (judgement: 'accepted' | 'corrected' | 'rejected') => ({ turnId: 't', predicted, judgement }) as never
const records = [
  region('r1', {}),
  region('r2', { shape: { kind: 'point', x: 99, y: 1 }, label: 'two words' }),
  region('r3', { proposal: proposal('accepted') }),
  region('r4', { proposal: proposal('corrected'), shape: { ...predicted, x2: 20 } }),
  {
    table: 'dialogues',
    id: 'd',
    before: null,
    after: { id: 'd', imageIds: ['i'], title: '', kind: 'qa', createdAt: 1 },
  },
  {
    table: 'turns',
    id: 't',
    before: null,
    after: {
      id: 't',
      dialogueId: 'd',
      order: 1,
      role: 'assistant',
      parts: [
        { kind: 'text', text: 'It is here' },
        { kind: 'mention', regionIds: ['r1'] },
      ],
      origin: 'model',
      review: 'reviewed',
      run: { modelId: 'tiny' },
      createdAt: 1,
    },
  },
  { table: 'marks', id: 'i', before: null, after: { id: 'i', state: 'done', split: 'val', seconds: 12 } },
] as unknown as RecordChange[]

function count(changes: readonly RecordChange[]) {
  const counter = createStatistics([image])
  counter.take(changes)
  const found = counter.finish()
  const rows = (id: FigureId) =>
    found.figures
      .find((each) => each.id === id)
      ?.rows.filter((row) => row.count > 0)
      .map(({ name, series, count: n, filter }) => [name, series, n, filter])
  return { found, rows }
}

it('counts what a project has, with the filter of each bar', () => {
  const { found, rows } = count(records)
  const { figures, centres, points, ...cards } = found
  expect(cards).toEqual({ images: 1, dialogues: 1, turns: 1, regions: 4, mentions: 1, reviewed: 1 })
  expect(rows('states')).toEqual([['done', null, 1, 'status:done']])
  expect(rows('splits')).toEqual([['val', null, 1, 'split:val']])
  expect(rows('labels')).toEqual([
    ['dog', null, 3, 'label:dog'],
    ['two words', null, 1, 'label:"two words"'],
  ])
  expect(rows('ious')).toEqual([
    ['0.5–0.6', null, 1, null],
    ['≥ 1', null, 1, null],
  ])
  expect(rows('judged-models')).toEqual([
    ['tiny', 'accepted', 1, null],
    ['tiny', 'corrected', 1, null],
  ])
  expect(rows('judged-tasks')?.map(([name]) => name)).toEqual(['qa', 'qa'])
  expect(rows('words')).toEqual([['0–5', 'assistant', 1, null]])
  expect(rows('times')).toEqual([['10–20 s', null, 1, null]])
  expect(rows('sizes')).toEqual([['2–4', null, 1, null]])
  expect(rows('areas')).toEqual([['1–3 %', null, 3, null]])
  const figure = (id: FigureId) => figures.find((each) => each.id === id)
  expect(figure('ious')?.median).toBe(0.75)
  expect(rows('ious-models')).toEqual([
    ['0.5–0.6', 'tiny', 1, null],
    ['≥ 1', 'tiny', 1, null],
  ])
  expect([figure('ious-models')?.medians, figure('ious-tasks')?.medians]).toEqual([
    [{ series: 'tiny', median: 0.75 }],
    [{ series: 'qa', median: 0.75 }],
  ])
  expect(
    figure('ious')
      ?.rows.filter(({ images }) => hasImage(images, 0))
      .map(({ name }) => name),
  ).toEqual(['0.5–0.6', '≥ 1'])
  expect([centres[33], points[31]]).toEqual([2, 1])
})

it('does not mind the order, and counts nothing as nothing', () => {
  expect(count([...records].reverse()).found).toEqual(count(records).found)
  const { found, rows } = count([])
  expect([found.reviewed, rows('states'), rows('labels')]).toEqual([null, [['todo', null, 1, 'status:todo']], []])
})

it('knows the images of a bar, few or many', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(299), { maxLength: 400 }), (images) => {
      const bars = createBars(300)
      for (const image of images) bars.add('a', null, image)
      bars.add('b', null, -1)
      const bits = bars.images(['a', 'b'], null)
      const found = Array.from({ length: 300 }, (_, at) => at).filter((at) => hasImage(bits, at))
      expect(found).toEqual([...new Set(images)].sort((a, b) => a - b))
      expect([bars.count('a', null), bars.sum('b')]).toEqual([images.length, 1])
    }),
  )
})
