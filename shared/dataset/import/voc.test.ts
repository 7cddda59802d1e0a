import { expect, test } from 'vitest'
import { importVoc } from './voc.ts'
import type { XmlElement } from './xml-element.ts'

/** An element; a text in place of the children is its text. */
const el = (name: string, inner: string | XmlElement[]): XmlElement => ({
  name,
  attributes: new Map(),
  children: typeof inner === 'string' ? [] : inner,
  text: typeof inner === 'string' ? inner : '',
  line: 7,
})
const box = (...numbers: string[]) =>
  el(
    'bndbox',
    ['xmin', 'ymin', 'xmax', 'ymax'].map((name, index) => el(name, numbers[index] ?? '')),
  )
const object = (...inner: XmlElement[]) => el('object', [el('name', 'gate'), ...inner])
const file = (...objects: XmlElement[]) =>
  el('annotation', [el('filename', 'gate.png'), el('size', [el('width', '60'), el('height', '40')]), ...objects])

test('counts corners as it is told and keeps other fields as texts', () => {
  const root = file(object(el('truncated', '1'), box('1', ' 2 ', '1e1', '20.5')))
  expect(importVoc(root, 'edges')).toEqual({
    pictures: [
      {
        file: 'gate.png',
        width: 60,
        height: 40,
        dialogues: [],
        regions: [
          { shape: { kind: 'box', x1: 1, y1: 2, x2: 10, y2: 20.5 }, label: 'gate', fields: { truncated: '1' } },
        ],
      },
    ],
    warnings: [],
  })
  expect(importVoc(root, 'pixels').pictures[0]?.regions[0]?.shape).toEqual({
    kind: 'box',
    x1: 0,
    y1: 1,
    x2: 10,
    y2: 20.5,
  })
})

test('keeps the box of a part apart and names what it leaves out', () => {
  const part = el('part', [el('name', 'hinge'), box('1', '1', '2', '2')])
  const { pictures, warnings } = importVoc(
    file(
      object(part),
      object(box('1', '1', 'x', '2')),
      object(box('5', '1', '2', '9')),
      object(el('difficult', 'maybe'), box('1', '1', '2', '2')),
    ),
    'edges',
  )
  expect(pictures[0]?.regions.map(({ shape }) => shape)).toEqual([{ kind: 'box', x1: 5, y1: 1, x2: 2, y2: 9 }])
  expect(warnings.map(({ effect, code, place }) => [effect, code, place])).toEqual([
    ['dropped', 'parts', 'object 1, line 7'],
    ['dropped', 'no geometry', 'object 1, line 7'],
    ['dropped', 'bad box', 'object 2, line 7'],
    ['noted', 'swapped', 'object 3, line 7'],
    ['dropped', 'bad difficult', 'object 4, line 7'],
  ])
})
