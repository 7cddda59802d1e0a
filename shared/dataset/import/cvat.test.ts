import { expect, test } from 'vitest'
import { importCvat } from './cvat.ts'
import type { XmlElement } from './xml-element.ts'

const el = (name: string, attributes: Record<string, string>, ...children: XmlElement[]): XmlElement => ({
  name,
  attributes: new Map(Object.entries(attributes)),
  children,
  text: '',
  line: 4,
})
const file = (...shapes: XmlElement[]) =>
  el('annotations', {}, el('image', { id: '2', name: 'gate.png', width: '60', height: '40' }, ...shapes))
const shapesOf = (...shapes: XmlElement[]) => importCvat(file(...shapes)).pictures[0]?.regions.map(({ shape }) => shape)

test('reads boxes, turned boxes, lines, points and masks', () => {
  expect(
    shapesOf(
      el('box', { label: 'gate', xtl: '1', ytl: '2', xbr: '3', ybr: '4' }),
      el('polyline', { label: 'rope', points: '1,2;3,4.5' }),
      el('points', { label: 'nail', points: '1,2;3,4' }),
      el('mask', { label: 'rust', rle: '1, 2, 1', left: '5', top: '6', width: '2', height: '2' }),
    ),
  ).toEqual([
    { kind: 'box', x1: 1, y1: 2, x2: 3, y2: 4 },
    {
      kind: 'polygon',
      closed: false,
      points: [
        [1, 2],
        [3, 4.5],
      ],
    },
    { kind: 'point', x: 1, y: 2 },
    { kind: 'point', x: 3, y: 4 },
    { kind: 'mask', mask: { left: 5, top: 6, width: 2, height: 2, order: 'rows', runs: [1, 2, 1] } },
  ])
  const [turned] = shapesOf(el('box', { xtl: '0', ytl: '0', xbr: '4', ybr: '4', rotation: '45' })) ?? []
  const half = Math.hypot(2, 2)
  expect(turned?.kind === 'quad' ? turned.points.flat() : []).toEqual(
    [2, 2 - half, 2 + half, 2, 2, 2 + half, 2 - half, 2].map((value) => expect.closeTo(value, 9)),
  )
})

test('keeps what the tool says, tags and the points of skeletons', () => {
  const point = (label: string, outside: string) => el('points', { label, points: '1,2', outside })
  const { pictures, warnings } = importCvat(
    file(el('tag', { label: 'night' }), el('skeleton', { label: 'cat' }, point('nose', '0'), point('tail', '1'))),
  )
  expect(pictures[0]?.fields).toEqual({ tags: ['night'] })
  expect(pictures[0]?.regions).toEqual([
    { shape: { kind: 'point', x: 1, y: 2 }, label: 'nose', fields: { outside: '0', skeleton: 'cat' } },
  ])
  expect(warnings).toMatchObject([{ effect: 'dropped', code: 'outside' }])
})

test('refuses tracks, cuboids, broken masks and numbers with their line', () => {
  const broken = file(
    el('cuboid', { xtl1: '1' }),
    el('mask', { rle: '1, 2', left: '0', top: '0', width: '2', height: '2' }),
    el('box', { xtl: 'NaN', ytl: '0', xbr: '1', ybr: '1' }),
  )
  expect(importCvat(broken).warnings.map(({ effect, place }) => [effect, place])).toEqual([
    ['dropped', 'image 1, line 4, cuboid 1, line 4'],
    ['dropped', 'image 1, line 4, mask 2, line 4'],
    ['dropped', 'image 1, line 4, box 3, line 4'],
  ])
  expect(importCvat(el('annotations', {}, el('track', {}))).warnings).toMatchObject([{ code: 'video track' }])
})
