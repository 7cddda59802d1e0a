import { Random } from '../random.ts'
import type { Background } from '../scene.ts'
import type { Family } from './field.ts'
import { heldoutFamilies } from './heldout-families.ts'
import { drawPalette } from './palette.ts'
import { shapeFamilies } from './shape-families.ts'
import { trainFamilies } from './train-families.ts'

const families = new Map<string, Family>(
  [...trainFamilies, ...shapeFamilies, ...heldoutFamilies].map((family) => [family.name, family]),
)
let scratch = new Float32Array(0)

/** Paints a background over all of `rgb` (three bytes a pixel). Equal at every size up to the fineness of the pixels. */
export function paintBackground(background: Background, width: number, height: number, rgb: Uint8Array): void {
  const family = families.get(background.family)
  if (!family) throw new Error(`no background family ${background.family}`)
  if (scratch.length < width * height) scratch = new Float32Array(width * height)
  const values = scratch.subarray(0, width * height)
  const random = new Random(background.seed)
  const palette = drawPalette(random.pick(family.palettes), random)
  family.fill({ width, height, pixel: 1 / Math.max(width, height), values }, random)
  for (let i = 0, to = 0; i < values.length; i++, to += 3) {
    const value = values[i] as number
    const from = (value <= 0 ? 0 : value >= 1 ? 255 : (value * 255 + 0.5) | 0) * 3
    rgb[to] = palette[from] as number
    rgb[to + 1] = palette[from + 1] as number
    rgb[to + 2] = palette[from + 2] as number
  }
}
