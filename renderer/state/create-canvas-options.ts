import type { Accessor } from 'solid-js'
import * as v from 'valibot'
import { createStored, type KeyValueStore } from './create-stored.ts'

const factor = v.pipe(v.number(), v.minValue(0.2), v.maxValue(3))
const Look = v.object({
  /** 1 = as it is; display only. */
  brightness: factor,
  contrast: factor,
  /** Of the regions at rest. */
  opacity: v.pipe(v.number(), v.minValue(0.1), v.maxValue(1)),
  /** Whether regions may stick out of the picture. */
  outside: v.boolean(),
})
/** How a project's pictures and regions are shown, and whether regions may stick out of them. */
export type Look = v.InferOutput<typeof Look>

const Hand = v.object({
  snaps: v.boolean(),
  crosshair: v.boolean(),
  /** What a mouse wheel does; with Ctrl it always zooms. */
  wheel: v.picklist(['zoom', 'scroll']),
})
/** How the canvas follows the hand, on this machine. */
export type Hand = v.InferOutput<typeof Hand>

export const plainLook: Look = { brightness: 1, contrast: 1, opacity: 1, outside: false }

export const plainHand: Hand = { snaps: true, crosshair: true, wheel: 'zoom' }

export type CanvasOptions = {
  readonly look: Accessor<Look>
  setLook(change: Partial<Look>): void
  readonly hand: Accessor<Hand>
  setHand(change: Partial<Hand>): void
}

/** The canvas' options, kept in `store`: the look by project, the hand by machine. */
export function createCanvasOptions(store: KeyValueStore, projectId: string): CanvasOptions {
  const [look, setLook] = createStored<Look>(store, `deixis.look.${projectId}`, Look, plainLook)
  const [hand, setHand] = createStored<Hand>(store, 'deixis.hand', Hand, plainHand)
  return {
    look,
    setLook: (change) => setLook({ ...look(), ...change }),
    hand,
    setHand: (change) => setHand({ ...hand(), ...change }),
  }
}
