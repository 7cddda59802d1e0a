/** Cells on each side of Kosmos-2's grid. */
export const kosmosCells = 32

/** Two cell indices: row * 32 + column of the upper left and of the lower right cell. */
export type CellPair = readonly [upperLeft: number, lowerRight: number]

/** Which code's edges: Hugging Face's processor, or the original training code. */
export type KosmosRule = 'hf' | 'training'

/** A box in 0 to 1 of the picture, each axis by itself: x1, y1, x2, y2. */
export type UnitBox = readonly [number, number, number, number]

function index(column: number, row: number): number {
  return row * kosmosCells + column
}

/**
 * The cells of a box as Hugging Face's processor finds them (transformers 5.23.0): nothing is clamped, so that a box outside the
 * picture gives indices that are no tokens. Null for a box without area or with swapped corners, which it refuses.
 */
export function hfCells([x1, y1, x2, y2]: UnitBox): CellPair | null {
  if (x1 >= x2 || y1 >= y2) return null
  const lower = (value: number): number => Math.floor(value * kosmosCells)
  const upper = (value: number): number => Math.ceil(value * kosmosCells - 1)
  return [index(lower(x1), lower(y1)), index(upper(x2), upper(y2))]
}

/** The cells of a box as the training code finds them (microsoft/unilm @ 768a3c873f): clamped, corners as they are. */
export function trainingCells([x1, y1, x2, y2]: UnitBox): CellPair {
  const lower = (value: number): number => Math.floor(Math.max(value, 0) * kosmosCells)
  const upper = (value: number): number => Math.floor(Math.min(value, 0.99999) * kosmosCells)
  return [index(lower(x1), lower(y1)), index(upper(x2), upper(y2))]
}

/**
 * The box that both readers make of two cells: from centre to centre, or from the outer edges on both axes when the cells share a row or
 * a column. No checks, as upstream: swapped cells give swapped corners, indices above 1023 lie below the picture.
 */
export function cellBox([upperLeft, lowerRight]: CellPair): UnitBox {
  const [left, top] = [upperLeft % kosmosCells, Math.floor(upperLeft / kosmosCells)]
  const [right, bottom] = [lowerRight % kosmosCells, Math.floor(lowerRight / kosmosCells)]
  const isThin = left === right || top === bottom
  const [first, last] = isThin ? [0, 1] : [0.5, 0.5]
  return [
    (left + first) / kosmosCells,
    (top + first) / kosmosCells,
    (right + last) / kosmosCells,
    (bottom + last) / kosmosCells,
  ]
}

/** Python's `%04d` in the token's name; a minus counts as one of the four characters. */
export function patchToken(cell: number): string {
  const digits = String(Math.abs(cell))
  return `<patch_index_${cell < 0 ? `-${digits.padStart(3, '0')}` : digits.padStart(4, '0')}>`
}
