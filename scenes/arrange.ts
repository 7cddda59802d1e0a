import type { SceneObject, SceneSpec } from './scene.ts'
import { spriteOf, turnedInk } from './sprites.ts'

/** A sprite put by hand: the centre of its ink box and its long side, in unit coordinates. */
export type Placing = {
  readonly name: string
  readonly style: 'noto' | 'twemoji'
  readonly x: number
  readonly y: number
  readonly size: number
  readonly flip?: boolean
  /** Tangent of half the angle. */
  readonly tanHalf?: number
}

/** A scene put together by hand from the composer's parts; `aspect` is width divided by height. */
export function arrangeScene(
  background: SceneSpec['background'],
  aspect: number,
  placings: readonly Placing[],
): SceneSpec {
  const extent = aspect >= 1 ? { width: 1, height: 1 / aspect } : { width: aspect, height: 1 }
  return { seed: 0, index: 0, split: 'heldout', ...extent, background, objects: placings.map(placed), points: [] }
}

function placed({ name, style, x, y, size, flip = false, tanHalf = 0 }: Placing): SceneObject {
  const ink = turnedInk(spriteOf(style, name), flip, tanHalf)
  const [wide, tall] = [ink.x2 - ink.x1, ink.y2 - ink.y1]
  const scale = size / Math.max(wide, tall)
  return {
    name,
    style,
    center: { x: x - ((ink.x1 + ink.x2) / 2) * scale, y: y - ((ink.y1 + ink.y2) / 2) * scale },
    scale,
    flip,
    tanHalf,
    gain: [1, 1, 1],
    opacity: 1,
    box: {
      x1: x - (wide * scale) / 2,
      y1: y - (tall * scale) / 2,
      x2: x + (wide * scale) / 2,
      y2: y + (tall * scale) / 2,
    },
  }
}
