import { type Accessor, createSignal } from 'solid-js'
import type { PixelPoint, Size, StagePoint } from '../../shared/geometry/spaces.ts'
import type { Pointer } from './tools/tool-state.ts'
import { toImage, toStage, type Viewport, viewRevealing } from './viewport.ts'

/** Moves and clicks the pointer by keys, as the mouse would. */
export type KeyHand = {
  /** Where keys moved the pointer to, in pixels of the picture; `null` while a hand moves it, and after a shape was drawn. */
  readonly steppedTo: Accessor<PixelPoint | null>
  /** Where keys act: at the pointer, or in the middle of the part of the picture that is visible. */
  place(): StagePoint
  step(dx: number, dy: number): void
  press(): boolean
  /** A mouse has moved the pointer. */
  letGo(): void
  /** A shape was drawn: nothing more is to be told of the pointer. */
  rest(): void
}

export function createKeyHand(options: {
  readonly area: Accessor<Size>
  readonly imageSize: Accessor<Size>
  readonly view: Accessor<Viewport>
  setView(view: Viewport): void
  readonly pointer: Accessor<Pointer | null>
  setPointer(at: Pointer): void
  readonly holdsShape: Accessor<boolean>
  readonly selects: Accessor<boolean>
  moved(at: Pointer): void
  clicked(at: Pointer): void
  /** Ends what is drawn where its tool can; false for tools that end by a click. */
  finish(): boolean
}): KeyHand {
  const { area, imageSize, view } = options
  const [steppedTo, setSteppedTo] = createSignal<PixelPoint | null>(null)
  /** Since the last click. */
  let stepped = false

  function visible(at: StagePoint): boolean {
    return at.x >= 0 && at.y >= 0 && at.x <= area().width && at.y <= area().height
  }

  function place(): StagePoint {
    const at = options.pointer()
    if (at !== null && visible(at)) return at
    const { width, height } = imageSize()
    const a = toStage(view(), { x: 0, y: 0 })
    const b = toStage(view(), { x: width, y: height })
    return {
      x: (Math.max(0, a.x) + Math.min(area().width, b.x)) / 2,
      y: (Math.max(0, a.y) + Math.min(area().height, b.y)) / 2,
    }
  }

  function pointAt(at: StagePoint): Pointer {
    const pointer = { ...at, shift: false, alt: true, mod: false }
    options.setPointer(pointer)
    return pointer
  }

  return {
    steppedTo,
    place,
    step(dx, dy) {
      const from = toImage(view(), place())
      const { width, height } = imageSize()
      const to = {
        x: Math.min(width, Math.max(0, Math.round(from.x) + dx)),
        y: Math.min(height, Math.max(0, Math.round(from.y) + dy)),
      }
      const next = viewRevealing(view(), { x1: to.x, y1: to.y, x2: to.x, y2: to.y }, area())
      if (next.x !== view().x || next.y !== view().y) options.setView(next)
      stepped = true
      setSteppedTo(to)
      options.moved(pointAt(toStage(view(), to)))
    },
    press() {
      if (!stepped && options.finish()) return true
      if (!stepped && !options.holdsShape() && options.selects()) return false
      stepped = false
      options.clicked(pointAt(place()))
      return true
    },
    letGo() {
      stepped = false
      setSteppedTo(null)
    },
    rest: () => void setSteppedTo(null),
  }
}
