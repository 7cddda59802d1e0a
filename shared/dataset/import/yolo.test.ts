import { expect, test } from 'vitest'
import { importYolo, type YoloLayout } from './yolo.ts'

const read = (text: string, layout: YoloLayout) =>
  importYolo(text, { file: 'gate.png', width: 200, height: 100, classes: ['gate'], layout })
const shapes = (text: string, layout: YoloLayout) => read(text, layout).pictures[0]?.regions.map(({ shape }) => shape)

test('reads boxes, outlines, turned boxes and key points in pixels', () => {
  const corners = [
    [20, 10],
    [40, 10],
    [40, 30],
    [20, 30],
  ]
  const line = '0 0.1 0.1 0.2 0.1 0.2 0.3 0.1 0.3'
  expect(shapes('0 0.5 0.5 0.25 0.5\r\n\r\n', 'seg')).toEqual([{ kind: 'box', x1: 75, y1: 25, x2: 125, y2: 75 }])
  expect(shapes(line, 'seg')).toEqual([{ kind: 'polygon', closed: true, points: corners }])
  expect(shapes(line, 'obb')).toEqual([{ kind: 'quad', points: corners }])
  expect(read('0 0.5 0.5 0.25 0.5 0.5 0.5 2', 'pose').pictures[0]?.regions[0]).toEqual({
    shape: { kind: 'box', x1: 75, y1: 25, x2: 125, y2: 75 },
    label: 'gate',
    fields: { keypoints: [0.5, 0.5, 2] },
  })
  expect(read(line, 'counts').warnings).toMatchObject([{ effect: 'noted', code: 'ambiguous', place: 'line 1' }])
})

test('names every line that can not be read and goes on', () => {
  const text = 'gate 0.5 0.5 1 1\n0 0.5 0.5 1\n0 0.5 nan 1 1\n7 0.5 0.5 1 1\n0  0.5 0.5 1 1\n0 1.5 0.5 0 1'
  const { pictures, warnings } = read(text, 'hbb')
  expect(warnings.map(({ effect, code, place }) => [effect, code, place])).toEqual([
    ['dropped', 'bad numbers', 'line 1'],
    ['dropped', 'bad count', 'line 2'],
    ['dropped', 'bad numbers', 'line 3'],
    ['noted', 'unknown class', 'line 4'],
    ['noted', 'blanks', 'line 5'],
    ['noted', 'outside', 'line 6'],
    ['noted', 'degenerate', 'line 6'],
  ])
  expect(pictures[0]?.regions.map(({ label, fields, degenerate }) => [label, fields, degenerate])).toEqual([
    ['', { class: 7 }, undefined],
    ['gate', undefined, undefined],
    ['gate', undefined, true],
  ])
})
