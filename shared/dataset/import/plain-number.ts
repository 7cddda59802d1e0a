const form = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/

/** The decimal number of at most 1e100 that a text consists of, blanks around it aside; null for anything else (`0x1`, `nan`, `1,5`, nothing). */
export function plainNumber(text: string): number | null {
  const trimmed = text.trim()
  const value = form.test(trimmed) ? Number(trimmed) : Number.NaN
  return Math.abs(value) <= 1e100 ? value : null
}
