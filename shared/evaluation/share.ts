import * as v from 'valibot'

export const Share = v.object({
  n: v.number(),
  right: v.number(),
  /** `right / n`, and the ends of its Wilson score interval at 95 %; null where nothing was asked. */
  share: v.nullable(v.number()),
  low: v.nullable(v.number()),
  high: v.nullable(v.number()),
})
/** How many of how many, with the interval in which the true share lies. */
export type Share = v.InferOutput<typeof Share>

const z = 1.959963984540054

/** Wilson's interval (E. B. Wilson, JASA 1927): honest near 0 and 1 and for few questions. */
export function shareOf(right: number, n: number): Share {
  if (n === 0) return { n, right, share: null, low: null, high: null }
  const p = right / n
  const scale = 1 + z ** 2 / n
  const middle = (p + z ** 2 / (2 * n)) / scale
  const half = (z * Math.sqrt((p * (1 - p)) / n + z ** 2 / (4 * n ** 2))) / scale
  return { n, right, share: round(p), low: round(Math.max(0, middle - half)), high: round(Math.min(1, middle + half)) }
}

/** Six digits: more would only be noise of the arithmetic. */
export function round(value: number): number {
  return Math.round(value * 1e6) / 1e6
}
