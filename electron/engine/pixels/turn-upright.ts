import type { RgbPixels } from './pixels.ts'

/** Turns and mirrors a stored picture as its EXIF orientation (1 to 8) asks. */
export function turnUpright(stored: RgbPixels, orientation: number): RgbPixels {
  if (orientation === 1) return stored
  const { width: w, height: h, data } = stored
  const swaps = orientation >= 5
  const width = swaps ? h : w
  const height = swaps ? w : h
  const out = new Uint8Array(data.length)
  // EXIF 2.32, 4.6.4: which stored row and column the first upright row and column are.
  const flipX = orientation === 2 || orientation === 3 || orientation === 7 || orientation === 8
  const flipY = orientation === 3 || orientation === 4 || orientation === 6 || orientation === 7
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < width; x++, to += 3) {
      const column = swaps ? y : x
      const row = swaps ? x : y
      const from = 3 * ((flipY ? h - 1 - row : row) * w + (flipX ? w - 1 - column : column))
      out[to] = data[from] ?? 0
      out[to + 1] = data[from + 1] ?? 0
      out[to + 2] = data[from + 2] ?? 0
    }
  }
  return { width, height, data: out }
}
