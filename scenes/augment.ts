import type { Random } from './random.ts'
import type { Raster } from './render.ts'

let scratch = new Uint8Array(0)

/**
 * Roughens a picture the way decoding and resizing do: a little softer (bilinear, from a larger picture) or crisper (bicubic),
 * colours shared by two pixels (chroma subsampling), faint noise in blocks of eight (JPEG), other light.
 */
export function augment(picture: Raster, random: Random): void {
  if (random.chance(0.45)) sharpen(picture, random.between(-0.8, 0.45))
  if (random.chance(0.2)) shareColour(picture)
  if (random.chance(0.25)) addBlockNoise(picture, random, random.between(1, 7))
  if (random.chance(0.3)) relight(picture, random.between(0.8, 1.2), random.between(-14, 14))
}

/** Adds `amount` times the difference to the mean of the four neighbours; negative amounts soften. */
function sharpen({ width, height, rgb }: Raster, amount: number): void {
  if (scratch.length < rgb.length) scratch = new Uint8Array(rgb.length)
  scratch.set(rgb)
  const stride = width * 3
  const own = 1 + amount
  const share = amount / 4
  for (let y = 1; y < height - 1; y++) {
    const end = (y + 1) * stride - 3
    for (let i = y * stride + 3; i < end; i++) {
      const around =
        (scratch[i - 3] as number) +
        (scratch[i + 3] as number) +
        (scratch[i - stride] as number) +
        (scratch[i + stride] as number)
      const value = own * (scratch[i] as number) - share * around + 0.5
      rgb[i] = value < 0 ? 0 : value > 255 ? 255 : value
    }
  }
}

/** Gives each pair of pixels in a row their common colour but each its own brightness. */
function shareColour({ width, height, rgb }: Raster): void {
  for (let y = 0; y < height; y++) {
    for (let i = y * width * 3; i + 5 < (y + 1) * width * 3; i += 6) {
      const first = brightness(rgb, i)
      const second = brightness(rgb, i + 3)
      for (let k = 0; k < 3; k++) {
        const colour = ((rgb[i + k] as number) - first + (rgb[i + 3 + k] as number) - second) / 2
        rgb[i + k] = byte(first + colour)
        rgb[i + 3 + k] = byte(second + colour)
      }
    }
  }
}

function addBlockNoise({ width, height, rgb }: Raster, random: Random, strength: number): void {
  for (let top = 0; top < height; top += 8) {
    for (let left = 0; left < width; left += 8) {
      if (random.chance(0.3)) continue
      const [level, across, down] = [draw(random, strength), draw(random, strength), draw(random, strength)]
      let bits = random.bits()
      const bottom = Math.min(height, top + 8)
      const right = Math.min(width, left + 8)
      for (let y = top; y < bottom; y++) {
        for (let x = left; x < right; x++) {
          bits = (Math.imul(bits, 1664525) + 1013904223) | 0
          const rough = ((bits >>> 24) / 255 - 0.5) * strength
          const wave = level * 0.4 + ((x & 1) === 0 ? across : -across) * 0.5 + ((y & 2) === 0 ? down : -down) * 0.5
          const i = (y * width + x) * 3
          for (let k = 0; k < 3; k++) rgb[i + k] = byte((rgb[i + k] as number) + rough + wave)
        }
      }
    }
  }
}

function relight({ rgb }: Raster, contrast: number, light: number): void {
  const table = new Uint8Array(256)
  for (let value = 0; value < 256; value++) table[value] = byte((value - 128) * contrast + 128 + light)
  for (let i = 0; i < rgb.length; i++) rgb[i] = table[rgb[i] as number] as number
}

function draw(random: Random, strength: number): number {
  return random.between(-strength, strength)
}

function brightness(rgb: Uint8Array, i: number): number {
  return 0.299 * (rgb[i] as number) + 0.587 * (rgb[i + 1] as number) + 0.114 * (rgb[i + 2] as number)
}

function byte(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : (value + 0.5) | 0
}
