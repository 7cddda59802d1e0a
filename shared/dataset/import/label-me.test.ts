import { expect, test } from 'vitest'
import { importLabelMe } from './label-me.ts'

const read = (...shapes: unknown[]) => importLabelMe({ imagePath: 'a.png', imageWidth: 9, imageHeight: 8, shapes })
const shape = (shape_type: string | undefined, ...points: number[][]) => ({ label: 'gate', shape_type, points })

test('reads every shape type in pixels', () => {
  const { pictures, warnings } = read(
    shape('rectangle', [5, 6], [1, 2]),
    shape('circle', [4, 4], [4, 7]),
    shape('linestrip', [0, 0], [1, 1], [2, 0]),
    shape('oriented_rectangle', [2, 0], [4, 2], [2, 4], [0, 2]),
    shape('points', [1, 1], [2, 2]),
  )
  expect(warnings).toEqual([])
  expect(pictures[0]?.regions.map((region) => region.shape)).toEqual([
    { kind: 'box', x1: 1, y1: 2, x2: 5, y2: 6 },
    { kind: 'circle', cx: 4, cy: 4, r: 3 },
    {
      kind: 'polygon',
      closed: false,
      points: [
        [0, 0],
        [1, 1],
        [2, 0],
      ],
    },
    {
      kind: 'quad',
      points: [
        [2, 0],
        [4, 2],
        [2, 4],
        [0, 2],
      ],
    },
    { kind: 'point', x: 1, y: 1 },
    { kind: 'point', x: 2, y: 2 },
  ])
})

test('keeps a mask’s picture and its box, and old files without a type', () => {
  const old = {
    label: 'old',
    points: [
      [0, 0],
      [3, 0],
      [0, 3],
    ],
  }
  const { pictures, warnings } = read({ ...shape('mask', [1, 1], [3, 4]), mask: 'iVBORw0KGgo=' }, old)
  expect(warnings.map(({ code }) => code)).toEqual(['mask as box', 'no shape type'])
  expect(pictures[0]?.regions[0]).toEqual({
    shape: { kind: 'box', x1: 1, y1: 1, x2: 3, y2: 4 },
    label: 'gate',
    fields: { mask: 'iVBORw0KGgo=' },
  })
})

test('drops what LabelMe itself refuses, with its place', () => {
  const { pictures, warnings } = read(
    shape('rectangle', [1, 1], [2, 1], [2, 2], [1, 2]),
    shape('star', [1, 1]),
    { label: 'gate', shape_type: 'point', points: [[1, '2']] },
    { ...shape('point', [1, 1]), flags: { seen: 'yes' } },
    { ...shape('point', [1, 1]), mask: 'AA==' },
    { points: [[1, 1]], shape_type: 'point' },
  )
  expect(pictures[0]?.regions).toEqual([])
  expect(warnings.map(({ effect, place }) => [effect, place])).toEqual(
    [0, 1, 2, 3, 4, 5].map((index) => ['dropped', `shapes[${index}]`]),
  )
  expect(importLabelMe([]).warnings).toMatchObject([{ code: 'not LabelMe' }])
})

test('looks at the size of an embedded picture, and says where it differs or is none', () => {
  const png = Buffer.from('89504e470d0a1a0a0000000d49484452000000090000000808060000', 'hex').toString('base64')
  const file = (change: object) => {
    const { pictures, warnings } = importLabelMe({ imagePath: 'a.png', shapes: [], imageData: png, ...change })
    const [picture] = pictures
    return [picture?.width, picture?.height, picture?.isInside, ...warnings.map(({ code }) => code)]
  }
  expect(file({})).toEqual([9, 8, true])
  expect(file({ imageWidth: 9, imageHeight: 8 })).toEqual([9, 8, true])
  expect(file({ imageWidth: 8, imageHeight: 9 })).toEqual([8, 9, true])
  expect(file({ imageWidth: 90, imageHeight: 80 })).toEqual([90, 80, true, 'embedded picture differs'])
  expect(file({ imageData: 'no picture' })).toEqual([null, null, undefined, 'embedded picture'])
  expect(file({ imageData: null })).toEqual([null, null, undefined])
})
