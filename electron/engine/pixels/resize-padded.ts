import type { RgbPixels } from './pixels.ts'

const precisionBits = 22
const white = 255

/**
 * The picture in the middle of a white square (offset floor, as Shikra's `Expand2square`), resized to `size` with the
 * bytes that Pillow's bicubic filter gives. The padding is never stored, so a 60,000 x 1 picture needs no 60,000² square.
 */
export function resizePadded(picture: RgbPixels, size: number): RgbPixels {
  const { width, height } = picture
  const side = Math.max(width, height)
  if (side === size && width === height) return picture
  const columns = kernels(side, size, Math.floor((side - width) / 2), width)
  const rows = kernels(side, size, Math.floor((side - height) / 2), height)
  const narrowed = resizeRows(picture, columns, size)
  return { width: size, height: size, data: resizeColumns(narrowed, rows, size) }
}

/** What one target pixel takes: `count` weights from `first` on, plus what white padding adds. */
type Kernel = { readonly first: number; readonly weights: Int32Array; readonly bias: number }

function bicubic(distance: number): number {
  const x = Math.abs(distance)
  const a = -0.5
  if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1
  if (x < 2) return (((x - 5) * x + 8) * x - 4) * a
  return 0
}

function kernels(side: number, size: number, padding: number, length: number): Kernel[] {
  const scale = side / size
  const stretch = Math.max(scale, 1)
  const support = 2 * stretch
  return Array.from({ length: size }, (_, target) => {
    const centre = (target + 0.5) * scale
    const from = Math.max(Math.trunc(centre - support + 0.5), 0)
    const to = Math.min(Math.trunc(centre + support + 0.5), side)
    const raw: number[] = []
    let sum = 0
    for (let x = from; x < to; x++) {
      const weight = bicubic((x - centre + 0.5) * (1 / stretch))
      raw.push(weight)
      sum += weight
    }
    const fixed = raw.map((weight) => {
      const exact = (sum === 0 ? weight : weight / sum) * (1 << precisionBits)
      return Math.trunc(exact < 0 ? exact - 0.5 : exact + 0.5)
    })
    const first = Math.min(Math.max(from, padding), padding + length)
    const end = Math.max(Math.min(to, padding + length), first)
    let bias = 1 << (precisionBits - 1)
    for (let x = from; x < to; x++) if (x < first || x >= end) bias += white * (fixed[x - from] ?? 0)
    return { first: first - padding, weights: Int32Array.from(fixed.slice(first - from, end - from)), bias }
  })
}

/** Sums stay below 2^31: the weights of a kernel add up to 2^22, and what bicubic overshoots is less than a third of that. */
function resizeRows(picture: RgbPixels, columns: readonly Kernel[], size: number): RgbPixels {
  const { width, height, data } = picture
  const stride = 3 * width
  const out = new Uint8Array(3 * size * height)
  for (let strip = 0; strip < height; strip += 16) {
    const end = Math.min(strip + 16, height)
    columns.forEach(({ first, weights, bias }, x) => {
      const count = weights.length
      for (let y = strip; y < end; y++) {
        let from = y * stride + 3 * first
        let red = bias
        let green = bias
        let blue = bias
        for (let i = 0; i < count; i++, from += 3) {
          const weight = weights[i] as number
          red = (red + Math.imul(data[from] as number, weight)) | 0
          green = (green + Math.imul(data[from + 1] as number, weight)) | 0
          blue = (blue + Math.imul(data[from + 2] as number, weight)) | 0
        }
        const to = 3 * (y * size + x)
        out[to] = clip(red)
        out[to + 1] = clip(green)
        out[to + 2] = clip(blue)
      }
    })
  }
  return { width: size, height, data: out }
}

function resizeColumns(picture: RgbPixels, rows: readonly Kernel[], size: number): Uint8Array {
  const { data } = picture
  const stride = 3 * picture.width
  const out = new Uint8Array(stride * size)
  const sums = new Int32Array(stride)
  rows.forEach(({ first, weights, bias }, y) => {
    sums.fill(bias)
    for (let i = 0, from = first * stride; i < weights.length; i++, from += stride) {
      const weight = weights[i] as number
      for (let x = 0; x < stride; x++) {
        sums[x] = ((sums[x] as number) + Math.imul(data[from + x] as number, weight)) | 0
      }
    }
    for (let x = 0, to = y * stride; x < stride; x++, to++) out[to] = clip(sums[x] as number)
  })
  return out
}

function clip(sum: number): number {
  const value = sum >> precisionBits
  return value < 0 ? 0 : value > 255 ? 255 : value
}
