/** What a wheel event says of itself; a `WheelEvent` fits. `wheelDeltaY` is Chromium's: 120 for a notch of a mouse. */
export type WheelMove = {
  readonly deltaX: number
  readonly deltaY: number
  readonly deltaMode: number
  readonly ctrlKey: boolean
  readonly shiftKey: boolean
  readonly timeStamp: number
  readonly wheelDeltaY?: number
}

export type WheelMeaning =
  | { readonly kind: 'zoom'; readonly factor: number }
  | { readonly kind: 'pan'; readonly dx: number; readonly dy: number }

/** One notch of a mouse wheel (100 px) zooms by about 1.2; a pinch arrives as Ctrl+wheel in much smaller steps. */
const zoomPerPixel = { wheel: 0.0018, pinch: 0.01 }
const lineHeight = 16

/** Fingers on a trackpad send small steps; a mouse sends notches, at least this long. */
const notch = 50

/** Events that follow each other within this time are one movement of one device. */
const togetherMs = 200

function comesFromFingers(event: WheelMove): boolean {
  if (event.deltaMode !== 0) return false
  if (event.deltaX !== 0 && event.deltaY !== 0) return true
  if (event.deltaX !== 0) return !event.shiftKey
  const wholeNotches = event.wheelDeltaY !== undefined && event.wheelDeltaY % 120 === 0
  return Math.abs(event.deltaY) < notch && !wholeNotches
}

/**
 * Tells what wheel events mean. A pinch (Ctrl+wheel) zooms; two fingers on a trackpad pan; a mouse wheel zooms, or scrolls where that
 * is wanted. Browsers do not tell a trackpad from a mouse: the first event of a movement decides for the rest of it.
 */
export function createWheelReader(wheelZooms: () => boolean): (event: WheelMove) => WheelMeaning {
  let fingers = false
  let lastAt = Number.NEGATIVE_INFINITY

  return (event) => {
    const unit = event.deltaMode === 1 ? lineHeight : 1
    if (event.ctrlKey) {
      const speed = Math.abs(event.deltaY * unit) < notch ? zoomPerPixel.pinch : zoomPerPixel.wheel
      return { kind: 'zoom', factor: Math.exp(-event.deltaY * unit * speed) }
    }
    if (event.timeStamp - lastAt > togetherMs) fingers = comesFromFingers(event)
    lastAt = event.timeStamp
    if (fingers || event.deltaY === 0 || !wheelZooms()) {
      const sideways = event.shiftKey && event.deltaX === 0 && !fingers
      const [x, y] = sideways ? [event.deltaY, 0] : [event.deltaX, event.deltaY]
      return { kind: 'pan', dx: -x * unit, dy: -y * unit }
    }
    return { kind: 'zoom', factor: Math.exp(-event.deltaY * unit * zoomPerPixel.wheel) }
  }
}
