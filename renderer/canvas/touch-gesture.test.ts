import { expect, it } from 'vitest'
import { createTouchGesture } from './touch-gesture.ts'

it('one finger is a pointer, two pan and zoom, and what is left of them draws nothing', () => {
  const seen: unknown[] = []
  const gesture = createTouchGesture({
    pointerCancel: () => seen.push('cancel'),
    pan: (dx, dy) => seen.push(['pan', dx, dy]),
    wheel: (at, factor) => seen.push(['zoom', at, factor]),
  })
  expect([gesture.down(1, { x: 0, y: 0 }), gesture.move(1, { x: 10, y: 0 })]).toEqual([false, false])
  expect([gesture.down(2, { x: 20, y: 0 }), gesture.move(2, { x: 30, y: 0 })]).toEqual([true, true])
  expect(seen).toEqual(['cancel', ['pan', 5, 0], ['zoom', { x: 20, y: 0 }, 2]])
  expect([gesture.up(1), gesture.move(2, { x: 50, y: 0 }), gesture.up(2), seen.length]).toEqual([true, true, true, 3])
  expect(gesture.down(3, { x: 0, y: 0 })).toBe(false)
})
