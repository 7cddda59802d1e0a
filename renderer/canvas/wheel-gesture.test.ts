import { expect, it } from 'vitest'
import { createWheelReader, type WheelMove } from './wheel-gesture.ts'

let now = 0
function moved(change: Partial<WheelMove>, afterMs = 1000): WheelMove {
  now += afterMs
  return { deltaX: 0, deltaY: 0, deltaMode: 0, ctrlKey: false, shiftKey: false, timeStamp: now, ...change }
}

it('a mouse wheel zooms, or scrolls where that is wanted; with Ctrl it always zooms', () => {
  const zooming = createWheelReader(() => true)
  const scrolling = createWheelReader(() => false)
  const notch = moved({ deltaY: 100, wheelDeltaY: -120 })
  expect([
    zooming(notch),
    scrolling(notch),
    scrolling({ ...notch, ctrlKey: true }),
    scrolling({ ...notch, shiftKey: true }),
    zooming(moved({ deltaY: 3, deltaMode: 1 })),
    zooming(moved({ deltaY: 4.0002, wheelDeltaY: -120 })).kind,
  ]).toEqual([
    { kind: 'zoom', factor: Math.exp(-0.18) },
    { kind: 'pan', dx: -0, dy: -100 },
    { kind: 'zoom', factor: Math.exp(-0.18) },
    { kind: 'pan', dx: -100, dy: -0 },
    { kind: 'zoom', factor: Math.exp(-48 * 0.0018) },
    'zoom',
  ])
})

it('two fingers pan, also when they become fast, and a pinch zooms', () => {
  const read = createWheelReader(() => true)
  expect([
    read(moved({ deltaY: 4, wheelDeltaY: -12 })),
    read(moved({ deltaX: -3, deltaY: 160, wheelDeltaY: -480 }, 16)),
    read(moved({ deltaY: 240, wheelDeltaY: -720 }, 16)),
    read(moved({ deltaY: -5, ctrlKey: true }, 16)),
    read(moved({ deltaY: 100, wheelDeltaY: -120 })).kind,
    read(moved({ deltaX: 30 })),
  ]).toEqual([
    { kind: 'pan', dx: -0, dy: -4 },
    { kind: 'pan', dx: 3, dy: -160 },
    { kind: 'pan', dx: -0, dy: -240 },
    { kind: 'zoom', factor: Math.exp(0.05) },
    'zoom',
    { kind: 'pan', dx: -30, dy: -0 },
  ])
})
