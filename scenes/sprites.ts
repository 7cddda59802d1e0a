import { existsSync, readFileSync } from 'node:fs'
import { Transformer } from '@napi-rs/image'
import type { UnitBox } from './scene.ts'

/** One reduction of a sprite: premultiplied RGBA with a border of one clear texel. */
export type SpriteLevel = { readonly width: number; readonly height: number; readonly rgba: Uint8Array }

/** A sprite with its reductions by 1, 2, 4, … and the convex hull of its ink around the centre, in sprite pixels. */
export type Sprite = {
  readonly name: string
  readonly style: string
  readonly width: number
  readonly height: number
  readonly levels: readonly SpriteLevel[]
  readonly hull: Float64Array
}

type AtlasIndex = {
  readonly style: string
  readonly width: number
  readonly sprites: readonly { name: string; x: number; y: number; width: number; height: number }[]
}

const levelCount = 6
const atlases = new Map<string, Map<string, Sprite>>()

/** The styles whose atlases are committed, in order of their numbers. */
export const styles = ['noto', 'twemoji'] as const

/** The sprite of a name in a style, decoded at first use; throws where there is none. */
export function spriteOf(style: string, name: string): Sprite {
  let atlas = atlases.get(style)
  if (!atlas) {
    atlas = loadAtlas(style)
    atlases.set(style, atlas)
  }
  const sprite = atlas.get(name)
  if (!sprite) throw new Error(`no ${style} sprite of ${name}`)
  return sprite
}

/** The sprite's ink box around its centre, in sprite pixels, after flip and rotation. */
export function turnedInk(sprite: Sprite, flip: boolean, tanHalf: number): UnitBox {
  const { cos, sin } = rotation(tanHalf)
  let [x1, y1, x2, y2] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let i = 0; i < sprite.hull.length; i += 2) {
    const hx = flip ? -(sprite.hull[i] as number) : (sprite.hull[i] as number)
    const hy = sprite.hull[i + 1] as number
    const x = cos * hx - sin * hy
    const y = sin * hx + cos * hy
    if (x < x1) x1 = x
    if (x > x2) x2 = x
    if (y < y1) y1 = y
    if (y > y2) y2 = y
  }
  return { x1, y1, x2, y2 }
}

/** Cosine and sine of twice the angle whose tangent is given, without a transcendental function. */
export function rotation(tanHalf: number): { readonly cos: number; readonly sin: number } {
  const square = tanHalf * tanHalf
  return { cos: (1 - square) / (1 + square), sin: (2 * tanHalf) / (1 + square) }
}

/** In the sources and in the built program this file lies at different depths below the program's folder. */
function findSprites(): URL {
  for (const up of ['../', '../../', '../../../']) {
    const folder = new URL(`${up}resources/sprites/`, import.meta.url)
    if (existsSync(folder)) return folder
  }
  throw new Error('resources/sprites is missing')
}

function loadAtlas(style: string): Map<string, Sprite> {
  const folder = findSprites()
  const index = JSON.parse(readFileSync(new URL(`${style}.json`, folder), 'utf8')) as AtlasIndex
  const pixels = new Transformer(readFileSync(new URL(`${style}.png`, folder))).rawPixelsSync()
  return new Map(
    index.sprites.map((entry) => {
      const levels = [firstLevel(pixels, index.width, entry)]
      while (levels.length < levelCount) levels.push(halved(levels[levels.length - 1] as SpriteLevel))
      const { name, width, height } = entry
      const hull = inkHull(levels[0] as SpriteLevel, width, height)
      return [name, { name, style, width, height, levels, hull }]
    }),
  )
}

/** Cut out, padded to a multiple of the last reduction so that one texel of level n is exactly 2^n pixels. */
function firstLevel(
  pixels: Uint8Array,
  stride: number,
  entry: { x: number; y: number; width: number; height: number },
): SpriteLevel {
  const step = 1 << (levelCount - 1)
  const width = Math.ceil(entry.width / step) * step
  const height = Math.ceil(entry.height / step) * step
  const rgba = new Uint8Array((width + 2) * (height + 2) * 4)
  for (let y = 0; y < entry.height; y++) {
    for (let x = 0; x < entry.width; x++) {
      const from = ((entry.y + y) * stride + entry.x + x) * 4
      const to = ((y + 1) * (width + 2) + x + 1) * 4
      const alpha = pixels[from + 3] as number
      for (let k = 0; k < 3; k++) rgba[to + k] = ((pixels[from + k] as number) * alpha + 127) / 255
      rgba[to + 3] = alpha
    }
  }
  return { width, height, rgba }
}

function halved(level: SpriteLevel): SpriteLevel {
  const [width, height] = [level.width / 2, level.height / 2]
  const rgba = new Uint8Array((width + 2) * (height + 2) * 4)
  const stride = (level.width + 2) * 4
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (2 * y + 1) * stride + (2 * x + 1) * 4
      const to = ((y + 1) * (width + 2) + x + 1) * 4
      for (let k = 0; k < 4; k++) {
        const sum =
          (level.rgba[from + k] as number) +
          (level.rgba[from + 4 + k] as number) +
          (level.rgba[from + stride + k] as number) +
          (level.rgba[from + stride + 4 + k] as number)
        rgba[to + k] = (sum + 2) >> 2
      }
    }
  }
  return { width, height, rgba }
}

/** Convex hull (monotone chain) of the corners of all pixels with alpha of at least half, around the sprite's centre. */
function inkHull(level: SpriteLevel, width: number, height: number): Float64Array {
  const corners: [number, number][] = []
  for (let y = 0; y < height; y++) {
    let [first, last] = [-1, -1]
    for (let x = 0; x < width; x++) {
      if ((level.rgba[((y + 1) * (level.width + 2) + x + 1) * 4 + 3] as number) < 128) continue
      if (first < 0) first = x
      last = x + 1
    }
    if (first < 0) continue
    for (const x of [first, last]) corners.push([x - width / 2, y - height / 2], [x - width / 2, y + 1 - height / 2])
  }
  corners.sort((a, b) => a[0] - b[0] || a[1] - b[1])
  const half = (points: readonly [number, number][]) => {
    const chain: [number, number][] = []
    for (const point of points) {
      while (chain.length > 1) {
        const [a, b] = [chain[chain.length - 2] as [number, number], chain[chain.length - 1] as [number, number]]
        if ((b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0]) > 0) break
        chain.pop()
      }
      chain.push(point)
    }
    return chain.slice(0, -1)
  }
  return Float64Array.from([...half(corners), ...half([...corners].reverse())].flat())
}
