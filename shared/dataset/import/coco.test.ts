import { expect, test } from 'vitest'
import { importCoco } from './coco.ts'

const images = [{ id: 3, file_name: 'yard/gate.png', width: 60, height: 40 }]
const categories = [{ id: 9, name: 'gate' }]

test('joins pictures and categories by id and keeps what it does not know', () => {
  const annotations = [
    { id: 'a', image_id: 3, category_id: 9, bbox: [1, 2, 3, 4], segmentation: [[1, 2, 4, 2, 4, 6]], score: 0.25 },
    { id: 2, image_id: 3, caption: 'An iron gate.' },
  ]
  expect(importCoco({ images, annotations, categories })).toEqual({
    pictures: [
      {
        file: 'yard/gate.png',
        width: 60,
        height: 40,
        sourceId: '3',
        regions: [
          {
            shape: { kind: 'box', x1: 1, y1: 2, x2: 4, y2: 6 },
            outlines: [
              {
                kind: 'polygon',
                closed: true,
                points: [
                  [1, 2],
                  [4, 2],
                  [4, 6],
                ],
              },
            ],
            label: 'gate',
            sourceId: 'a',
            fields: { score: 0.25 },
          },
        ],
        dialogues: [
          {
            kind: 'caption',
            turns: [{ role: 'assistant', parts: [{ kind: 'text', text: 'An iron gate.' }] }],
            sourceId: '2',
          },
        ],
      },
    ],
    warnings: [],
  })
})

test('says of every box what became of it', () => {
  const annotations = [
    { id: 1, image_id: 3, category_id: 9, bbox: [50, 30, 20, 20] },
    { id: 2, image_id: 3, category_id: 9, bbox: [5, 5, 0, 4] },
    { id: 3, image_id: 3, category_id: 9, bbox: [5, 5, -1, 4] },
    { id: 4, image_id: 3, category_id: 9, bbox: [60, 5, 1, 4] },
    { id: 5, image_id: 3, category_id: 8, bbox: [5, 5, 1, 4] },
    { id: 6, image_id: 3, category_id: 9, bbox: ['5', 5, 1, 4] },
    { id: 7, image_id: 3, category_id: 9 },
    'what',
  ]
  const { pictures, warnings } = importCoco({ images, annotations, categories })
  expect(warnings.map(({ effect, code, place }) => [effect, code, place])).toEqual([
    ['changed', 'clipped', 'annotations[0]'],
    ['noted', 'degenerate', 'annotations[1]'],
    ['dropped', 'negative size', 'annotations[2]'],
    ['dropped', 'outside the image', 'annotations[3]'],
    ['dropped', 'bad box', 'annotations[5].bbox'],
    ['dropped', 'no geometry', 'annotations[6]'],
    ['dropped', 'not an object', 'annotations[7]'],
    ['noted', 'unknown category', 'annotation 5'],
  ])
  expect(pictures[0]?.regions).toEqual([
    { shape: { kind: 'box', x1: 50, y1: 30, x2: 60, y2: 40 }, label: 'gate', sourceId: '1', source: [50, 30, 20, 20] },
    { shape: { kind: 'box', x1: 5, y1: 5, x2: 5, y2: 9 }, label: 'gate', sourceId: '2', degenerate: true },
    { shape: { kind: 'box', x1: 5, y1: 5, x2: 6, y2: 9 }, label: '', sourceId: '5' },
  ])
})

test('goes around a mask that has no box, and refuses runs that do not fill the picture', () => {
  const of = (counts: unknown) =>
    importCoco({
      images,
      annotations: [{ image_id: 3, category_id: 9, segmentation: { size: [40, 60], counts } }],
      categories,
    })
  expect(of([40 * 2 + 5, 6, 40 * 58 - 11]).pictures[0]?.regions[0]?.shape).toEqual({
    kind: 'box',
    x1: 2,
    y1: 5,
    x2: 3,
    y2: 11,
  })
  expect(of([1, 2]).warnings.map(({ code }) => code)).toEqual(['bad mask', 'no geometry'])
})

test('makes an outline of one ring a polygon, and says where its box or the picture does not fit it', () => {
  const of = (bbox: unknown, segmentation: unknown) => {
    const annotations = [{ id: 1, image_id: 3, category_id: 9, bbox, segmentation }]
    const { pictures, warnings } = importCoco({ images, annotations, categories }, 'ring')
    const region = pictures[0]?.regions[0]
    return [region?.shape.kind, region?.outlines?.length ?? 0, warnings.map(({ effect, code }) => `${effect} ${code}`)]
  }
  const ring = [1, 2, 4, 2, 4, 6]
  expect(of([1, 2, 3, 4], [ring])).toEqual(['polygon', 0, []])
  expect(of(undefined, [ring])).toEqual(['polygon', 0, []])
  expect(of([0.5, 2.5, 3.5, 3.5], [ring])).toEqual(['polygon', 0, []])
  expect(of([10, 20, 3, 4], [ring])).toEqual(['polygon', 0, ['changed box differs']])
  expect(of([50, 2, 12, 4], [[50, 2, 62, 2, 62, 6]])).toEqual(['polygon', 0, ['noted outside']])
  expect(of([1, 2, 3, 4], [[70, 2, 72, 2, 72, 6]])).toEqual([undefined, 0, ['dropped outside the image']])
  expect(of([1, 2, 3, 4], [ring, [2, 2, 4, 3, 4, 6]])).toEqual(['box', 2, []])
  expect(of([1, 2, 3, 4], [[1, 2, 2, 3, 3, 4]])).toEqual(['box', 1, []])
})
