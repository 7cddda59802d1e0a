import { expect, test } from 'vitest'
import { importFlickr30k } from './flickr30k.ts'
import type { XmlElement } from './xml-element.ts'

const el = (name: string, inner: string | XmlElement[]): XmlElement => ({
  name,
  attributes: new Map(),
  children: typeof inner === 'string' ? [] : inner,
  text: typeof inner === 'string' ? inner : '',
  line: 2,
})
const box = (...numbers: string[]) =>
  el(
    'bndbox',
    ['xmin', 'ymin', 'xmax', 'ymax'].map((name, index) => el(name, numbers[index] ?? '')),
  )
const file = (...objects: XmlElement[]) =>
  el('annotation', [el('filename', '4.jpg'), el('size', [el('width', '60'), el('height', '40')]), ...objects])

test('captions mention every box of their chains, as edges around the pixels', () => {
  const text = '[/EN#4/people/other A girl] waters [/EN#0/notvisual them] .\n\nNear [/EN#4/people her] stands\n'
  const annotation = file(
    el('object', [el('name', '4'), el('name', '5'), box('1', '2', '3', '4')]),
    el('object', [el('name', '4'), box('9', '9', '9', '9')]),
    el('object', [el('name', '6'), el('scene', '1'), el('nobndbox', '1')]),
  )
  const { pictures, warnings } = importFlickr30k(text, annotation)
  expect(warnings).toEqual([])
  expect(pictures[0]?.regions).toEqual([
    { shape: { kind: 'box', x1: 0, y1: 1, x2: 3, y2: 4 }, label: 'A girl', sourceId: '4 5' },
    { shape: { kind: 'box', x1: 8, y1: 8, x2: 9, y2: 9 }, label: 'A girl', sourceId: '4' },
  ])
  expect(pictures[0]?.fields).toEqual({ scene: ['6'], nobox: ['6'] })
  expect(pictures[0]?.dialogues.map(({ turns }) => turns[0]?.parts)).toEqual([
    [
      { kind: 'text', text: 'A girl' },
      { kind: 'mention', regions: [0, 1], phrase: 'A girl' },
      { kind: 'text', text: ' waters them .' },
    ],
    [
      { kind: 'text', text: 'Near her' },
      { kind: 'mention', regions: [0, 1], phrase: 'her' },
      { kind: 'text', text: ' stands' },
    ],
  ])
})

test('names open phrases, bad marks and bad corners', () => {
  const { pictures, warnings } = importFlickr30k(
    '[/EN#1/people A man\n[what is it',
    file(el('object', [el('name', '1'), box('1', '2', '3', '')])),
  )
  expect(warnings.map(({ code, place }) => [code, place])).toEqual([
    ['open phrase', 'line 1'],
    ['bad mark', 'line 2'],
    ['bad box', 'object 1, line 2'],
  ])
  expect(pictures[0]?.dialogues[0]?.turns[0]?.parts).toEqual([{ kind: 'text', text: 'A man' }])
})
