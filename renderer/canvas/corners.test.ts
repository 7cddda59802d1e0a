import { expect, it } from 'vitest'
import { cornerGripAt, cornerGrips, onPicture, withCornerAfter, withCornerAt, withoutCorner } from './corners.ts'

const ring = [
  { x: 0, y: 0 },
  { x: 40, y: 0 },
  { x: 40, y: 8 },
]
const view = { scale: 1, x: 0, y: 0 }

it('grips are the corners and the middles of sides that are long on the screen', () => {
  expect(cornerGrips(ring, view).map(({ kind, index }) => `${kind} ${index}`)).toEqual([
    'corner 0',
    'corner 1',
    'corner 2',
    'middle 0',
    'middle 2',
  ])
  expect([cornerGripAt(ring, { x: 21, y: 1 }, view)?.kind, cornerGripAt(ring, { x: 41, y: 2 }, view)?.index]).toEqual([
    'middle',
    1,
  ])
  expect(cornerGripAt(ring, { x: 100, y: 100 }, view)).toBeNull()
})

it('corners are put elsewhere, added and taken away, but never below three', () => {
  expect(withCornerAt(ring, 1, { x: 5, y: 6 })).toEqual([ring[0], { x: 5, y: 6 }, ring[2]])
  const four = withCornerAfter(ring, 2)
  expect(four).toEqual([...ring, { x: 20, y: 4 }])
  expect([withoutCorner(four, 3), withoutCorner(ring, 0)]).toEqual([ring, null])
  expect(onPicture({ x: -3, y: 12 }, { width: 40, height: 10 })).toEqual({ x: 0, y: 10 })
})
