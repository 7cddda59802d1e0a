declare const space: unique symbol

/** Width and height in pixels of an upright picture (EXIF orientation applied). */
export type Size = { readonly width: number; readonly height: number }

/** A point in pixels of the upright picture; floats, origin top left, x right, y down. */
export type PixelPoint = { readonly x: number; readonly y: number; readonly [space]?: 'pixel' }

/** A box by its corners in pixels of the upright picture; floats; x1 <= x2 and y1 <= y2 only where a function says so. */
export type PixelBox = {
  readonly x1: number
  readonly y1: number
  readonly x2: number
  readonly y2: number
  readonly [space]?: 'pixel'
}

/** A point on the screen, in CSS pixels of the canvas element. */
export type StagePoint = { readonly x: number; readonly y: number; readonly [space]?: 'stage' }
