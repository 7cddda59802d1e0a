import type { Random } from '../random.ts'

/** A picture of one number per pixel (0 to 1 once finished) that a palette turns into colours. */
export type Field = {
  readonly width: number
  readonly height: number
  /** Unit length of one pixel: the long side of the picture is 1. */
  readonly pixel: number
  readonly values: Float32Array
}

/** A way to fill a field; `palette` names the kinds of colours it goes with. */
export type Family = {
  readonly name: string
  readonly palettes: readonly ('any' | 'soft' | 'land' | 'material')[]
  readonly fill: (field: Field, random: Random) => void
}

/** Sets every value from its place in unit coordinates. */
export function fillFrom({ width, height, pixel, values }: Field, value: (x: number, y: number) => number): void {
  for (let y = 0, at = 0; y < height; y++) {
    const v = (y + 0.5) * pixel
    for (let x = 0; x < width; x++, at++) values[at] = value((x + 0.5) * pixel, v)
  }
}

/** Adds smooth value noise: `cells` lattice cells along the unit, each octave twice as fine and `gain` times as strong. */
export function addNoise(
  field: Field,
  random: Random,
  shape: { cells: number; octaves: number; strength: number; gain: number; stretch?: number; ridged?: boolean },
): void {
  const { width, height, pixel, values } = field
  let { cells, strength } = shape
  for (let octave = 0; octave < shape.octaves; octave++) {
    const across = cells / (shape.stretch ?? 1)
    const columns = Math.ceil(width * pixel * across) + 2
    const rows = Math.ceil(height * pixel * cells) + 2
    const lattice = new Float32Array(columns * rows)
    for (let i = 0; i < lattice.length; i++) lattice[i] = random.next() * 2 - 1
    const blended = new Float32Array(columns)
    for (let y = 0, at = 0; y < height; y++) {
      const v = (y + 0.5) * pixel * cells
      const row = Math.floor(v)
      const down = smooth(v - row)
      for (let i = 0; i < columns; i++) {
        const top = lattice[row * columns + i] as number
        blended[i] = top + ((lattice[(row + 1) * columns + i] as number) - top) * down
      }
      for (let x = 0; x < width; x++, at++) {
        const u = (x + 0.5) * pixel * across
        const column = u | 0
        const left = blended[column] as number
        const t = u - column
        const noise = left + ((blended[column + 1] as number) - left) * t * t * (3 - 2 * t)
        values[at] = (values[at] as number) + strength * (shape.ridged ? 1 - 2 * Math.abs(noise) : noise)
      }
    }
    cells *= 2
    strength *= shape.gain
  }
}

/** A direction as cosine and sine, uniform enough for stripes, from square roots only. */
export function drawDirection(random: Random): { readonly x: number; readonly y: number } {
  for (;;) {
    const x = random.between(-1, 1)
    const y = random.between(-1, 1)
    const length = Math.sqrt(x * x + y * y)
    if (length > 0.1 && length <= 1) return { x: x / length, y: y / length }
  }
}

/** 0 below `from`, 1 above `to`, smooth between. */
export function rise(from: number, to: number, value: number): number {
  const t = (value - from) / (to - from)
  return t <= 0 ? 0 : t >= 1 ? 1 : smooth(t)
}

/** The distance to the nearest whole number, from 0 to 1. */
export function zigzag(value: number): number {
  const part = value - Math.floor(value)
  return part < 0.5 ? 2 * part : 2 - 2 * part
}

/** The square of a distance; products instead of powers, whose last bit may differ between engines. */
export function squared(dx: number, dy: number): number {
  return dx * dx + dy * dy
}

export function distance(dx: number, dy: number): number {
  return Math.sqrt(dx * dx + dy * dy)
}

function smooth(t: number): number {
  return t * t * (3 - 2 * t)
}
