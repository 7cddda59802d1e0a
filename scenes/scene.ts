/** Which seeds, backgrounds and augmentation a scene comes from. `heldout` shares no background family with `train`. */
export type Split = 'train' | 'heldout'

/** A rectangle in unit coordinates: the long side of the picture is 1, origin top left. */
export type UnitBox = { readonly x1: number; readonly y1: number; readonly x2: number; readonly y2: number }

/** A point in the same coordinates as `UnitBox`. */
export type UnitPoint = { readonly x: number; readonly y: number }

/** One drawn sprite; later objects of a scene lie on top of earlier ones. */
export type SceneObject = {
  readonly name: string
  readonly style: string
  /** Centre of the sprite's rectangle, in unit coordinates. */
  readonly center: UnitPoint
  /** Unit length of one sprite pixel. */
  readonly scale: number
  readonly flip: boolean
  /** Rotation as the tangent of half the angle: exact arithmetic on every machine. */
  readonly tanHalf: number
  /** Multiplies red, green and blue. */
  readonly gain: readonly [number, number, number]
  readonly opacity: number
  /** The box of the sprite's ink (alpha of at least half), also where another object covers it. */
  readonly box: UnitBox
}

/** A picture's background: everything else follows from the seed. */
export type Background = { readonly family: string; readonly seed: number }

/** A whole picture, independent of the number of pixels it is drawn with. */
export type SceneSpec = {
  /** In which words it is asked about: the usual ones, many more of them (training), or some that training never meets. */
  readonly words?: 'many' | 'unseen' | undefined
  readonly seed: number
  readonly index: number
  readonly split: Split
  /** Extent in unit coordinates; the larger one is 1. */
  readonly width: number
  readonly height: number
  readonly background: Background
  readonly objects: readonly SceneObject[]
  /** Points that show the object with that number, and points far from every box; for questions about places. */
  readonly points: readonly { readonly object: number | null; readonly at: UnitPoint }[]
}

/** The size in pixels of a scene drawn with this long side. */
export function pixelSize(scene: Pick<SceneSpec, 'width' | 'height'>, longSide: number) {
  return {
    width: Math.max(1, Math.round(scene.width * longSide)),
    height: Math.max(1, Math.round(scene.height * longSide)),
  }
}
