import { expect, test } from 'vitest'
import { importVisualGenome } from './visual-genome.ts'

const data = [{ image_id: 4, width: 60, height: 40, url: 'https://example.org/VG_100K_2/4.jpg?s=1', coco_id: null }]

test('reads new and old keys, cuts boxes and names what it leaves out', () => {
  const regions = [
    { region_id: 1, image_id: 4, phrase: ' an iron gate', x: 1, y: 2, width: 3, height: 4 },
    { id: 2, image: 4, phrase: 'a wall', x: 50, y: 2, width: 20, height: 4 },
    { id: 3, phrase: 'a dot', x: 5, y: 5, width: -1, height: 1 },
    { id: 5, phrase: 'a blot', x: '5', y: 5, width: 1, height: 1 },
  ]
  const { pictures, warnings } = importVisualGenome([{ id: 4, regions }, 7], data)
  expect(pictures).toEqual([
    {
      file: '4.jpg',
      width: 60,
      height: 40,
      sourceId: '4',
      dialogues: [],
      fields: { url: data[0]?.url },
      regions: [
        { shape: { kind: 'box', x1: 1, y1: 2, x2: 4, y2: 6 }, label: ' an iron gate', sourceId: '1' },
        {
          shape: { kind: 'box', x1: 50, y1: 2, x2: 60, y2: 6 },
          label: 'a wall',
          sourceId: '2',
          source: [50, 2, 20, 4],
        },
      ],
    },
  ])
  expect(warnings.map(({ code, place }) => [code, place])).toEqual([
    ['clipped', '[0].regions[1]'],
    ['negative size', '[0].regions[2]'],
    ['bad box', '[0].regions[3]'],
    ['no regions', '[1]'],
  ])
})

test('a picture that nobody describes keeps its regions uncut, with a note', () => {
  const regions = [{ region_id: 1, phrase: 'a wall', x: 5000, y: -2, width: 20, height: 4 }]
  const { pictures, warnings } = importVisualGenome([{ id: 9, regions }], data)
  expect(pictures[0]?.regions[0]?.shape).toEqual({ kind: 'box', x1: 5000, y1: -2, x2: 5020, y2: 2 })
  expect(warnings).toMatchObject([{ effect: 'noted', code: 'unknown image', sourceId: '9' }])
})
