import { err, ok, type Result } from '../../result.ts'

/**
 * Marked pixels of the rectangle at `left`, `top`: lengths of runs, unmarked first, that fill it exactly in this order. Kept as runs, so
 * that a small file can never ask for a huge bitmap.
 */
export type Mask = {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  readonly order: 'rows' | 'columns'
  readonly runs: readonly number[]
}

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0

/** The mask, or why it is none: sizes and runs must be whole numbers of 0 or more, and the runs must fill the rectangle. */
export function createMask(mask: Mask): Result<Mask, string> {
  const { left, top, width, height, runs } = mask
  if (!Number.isSafeInteger(left) || !Number.isSafeInteger(top) || !isCount(width) || !isCount(height)) {
    return err('the mask’s rectangle is not made of whole numbers')
  }
  let sum = 0
  for (const run of runs) {
    if (!isCount(run)) return err('a run of the mask is not a whole number of 0 or more')
    sum += run
  }
  if (sum !== width * height) return err(`the mask’s runs fill ${sum} pixels of ${width * height}`)
  return ok(mask)
}

/** Marked pixels as `[start, end)` along the mask's order. */
function markedSpans(mask: Mask): [number, number][] {
  const spans: [number, number][] = []
  let at = 0
  for (const [index, run] of mask.runs.entries()) {
    if (index % 2 === 1 && run > 0) spans.push([at, at + run])
    at += run
  }
  return spans
}

/** Number of marked pixels. */
export function maskArea(mask: Mask): number {
  return markedSpans(mask).reduce((sum, [start, end]) => sum + end - start, 0)
}

/** The smallest box around the marked pixels, as edges in the picture; null when nothing is marked. */
export function maskBox(mask: Mask): { x1: number; y1: number; x2: number; y2: number } | null {
  const length = mask.order === 'rows' ? mask.width : mask.height
  let [along1, along2, across1, across2] = [Infinity, -Infinity, Infinity, -Infinity]
  for (const [start, end] of markedSpans(mask)) {
    const first = Math.floor(start / length)
    const last = Math.floor((end - 1) / length)
    across1 = Math.min(across1, first)
    across2 = Math.max(across2, last + 1)
    along1 = first === last ? Math.min(along1, start - first * length) : 0
    along2 = first === last ? Math.max(along2, end - first * length) : length
  }
  if (along1 === Infinity) return null
  const [x1, y1, x2, y2] =
    mask.order === 'rows' ? [along1, across1, along2, across2] : [across1, along1, across2, along2]
  return { x1: x1 + mask.left, y1: y1 + mask.top, x2: x2 + mask.left, y2: y2 + mask.top }
}

/** The largest bitmap that `maskRows` draws. */
const maxPixels = 1 << 26

/** The rectangle drawn as one string of `0` and `1` per row; null for more than 67,108,864 pixels. */
export function maskRows(mask: Mask): string[] | null {
  const { width, height, order } = mask
  if (width * height > maxPixels) return null
  const bits = new Uint8Array(width * height).fill(48)
  for (const [start, end] of markedSpans(mask)) {
    if (order === 'rows') bits.fill(49, start, end)
    else for (let i = start; i < end; i++) bits[(i % height) * width + Math.floor(i / height)] = 49
  }
  return Array.from({ length: height }, (_, y) => {
    let row = ''
    for (let x = 0; x < width; x++) row += bits[y * width + x] === 49 ? '1' : '0'
    return row
  })
}
