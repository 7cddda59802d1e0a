import { expect, test } from 'vitest'
import { importLabelStudio } from './label-studio.ts'

const options = { imageKey: 'photo', annotation: 0, predictions: false }
const result = (id: string, type: string, value: unknown, more = {}) => ({
  id,
  type,
  from_name: `my-${type}`,
  original_width: 200,
  original_height: 100,
  value,
  ...more,
})
const read = (...results: unknown[]) =>
  importLabelStudio([{ id: 6, data: { photo: '/data/upload/gate.png' }, annotations: [{ result: results }] }], options)

test('results of one id are one region, in pixels', () => {
  const { pictures, warnings } = read(
    result('a', 'rectanglelabels', { x: 10, y: 10, width: 20, height: 30, rotation: 0, rectanglelabels: ['gate'] }),
    result('a', 'textarea', { text: ['an iron gate'] }),
    result('b', 'keypointlabels', { x: 50, y: 50, width: 1, keypointlabels: ['lock'] }, { score: 0.5 }),
    result('c', 'ellipse', { x: 50, y: 50, radiusX: 5, radiusY: 10 }),
    result('d', 'choices', { choices: ['night'] }),
  )
  expect(warnings).toEqual([])
  expect(pictures).toEqual([
    {
      file: '/data/upload/gate.png',
      width: 200,
      height: 100,
      sourceId: '6',
      dialogues: [],
      fields: { 'my-choices': ['night'] },
      regions: [
        {
          shape: { kind: 'box', x1: 20, y1: 10, x2: 60, y2: 40 },
          label: 'gate',
          sourceId: 'a',
          attributes: { 'my-textarea': ['an iron gate'] },
        },
        { shape: { kind: 'point', x: 100, y: 50 }, label: 'lock', sourceId: 'b', fields: { score: 0.5 } },
        { shape: { kind: 'ellipse', cx: 100, cy: 50, rx: 10, ry: 10, rotation: 0 }, label: '', sourceId: 'c' },
      ],
    },
  ])
})

test('names everything that it leaves out', () => {
  const box = { x: 0, y: 0, width: 1, height: 1, rectanglelabels: ['gate'] }
  const { pictures, warnings } = read(
    result('a', 'rectanglelabels', box, { image_rotation: 90 }),
    result('b', 'rectanglelabels', { ...box, x: '0' }),
    result('c', 'brushlabels', { format: 'rle', rle: [0, 0, 0, 9], brushlabels: ['gate'] }),
    { type: 'relation', from_id: 'a', to_id: 'b' },
    result('e', 'videorectangle', {}),
    7,
  )
  expect(pictures[0]?.regions).toEqual([])
  expect(warnings.map(({ effect, code }) => [effect, code]).sort()).toEqual([
    ['dropped', 'bad shape'],
    ['dropped', 'bad shape'],
    ['dropped', 'not an object'],
    ['dropped', 'relation'],
    ['dropped', 'turned picture'],
    ['dropped', 'unknown result'],
  ])
})

test('takes the annotation it is told to and leaves cancelled ones', () => {
  const by = (label: string, more = {}) => ({
    result: [result('a', 'rectanglelabels', { x: 0, y: 0, width: 1, height: 1, rectanglelabels: [label] })],
    ...more,
  })
  const task = { data: { photo: 'a.png' }, annotations: [by('no', { was_cancelled: true }), by('one'), by('two')] }
  const { pictures, warnings } = importLabelStudio([task], { ...options, annotation: 1 })
  expect(pictures[0]?.regions.map(({ label }) => label)).toEqual(['two'])
  expect(warnings.map(({ code, place }) => [code, place])).toEqual([
    ['cancelled', '[0].annotations[0]'],
    ['other annotator', '[0].annotations[1]'],
  ])
})
