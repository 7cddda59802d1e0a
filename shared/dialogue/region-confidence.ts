import * as v from 'valibot'

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1))

/** Points (evidence, share of regions that were right), both rising, found on held-out pictures. */
export const ConfidenceCurve = v.pipe(
  v.array(v.tuple([v.pipe(v.number(), v.finite(), v.maxValue(0)), share])),
  v.minLength(2),
  v.check(
    (points) =>
      points.every(([x, y], i) => i === 0 || ((points[i - 1]?.[0] ?? 0) < x && (points[i - 1]?.[1] ?? 0) <= y)),
    'points that rise',
  ),
)
/** How a model's own probabilities become a confidence. */
export type ConfidenceCurve = v.InferOutput<typeof ConfidenceCurve>

/** Text of an answer with the natural logarithm of the probability of the token it came from. */
export type WeighedText = { readonly text: string; readonly logprob: number }

/**
 * How sure the model was of each shape between `start` and `end` (offsets in the text of all `tokens`): the sum of the logarithms of
 * the probabilities of the first two decimals of each of its numbers. Shapes are told apart by `;`. `null` for one without decimals.
 */
export function shapeEvidence(tokens: readonly WeighedText[], start: number, end: number): (number | null)[] {
  const found: (number | null)[] = [null]
  let at = 0
  let decimals = Number.POSITIVE_INFINITY
  for (const { text, logprob } of tokens) {
    for (const character of text) {
      const inside = at >= start && at < end
      at += character.length
      if (!inside) continue
      if (character === ';') found.push(null)
      else if (character === '.') decimals = 0
      else if (/\d/.test(character)) {
        if (++decimals <= 2) found[found.length - 1] = (found.at(-1) ?? 0) + logprob
        continue
      }
      if (character !== '.') decimals = Number.POSITIVE_INFINITY
    }
  }
  return found
}

/** The confidence, 0 to 1, that stands for some evidence: straight lines between the curve's points, level beyond its ends. */
export function confidenceOf(evidence: number, curve: ConfidenceCurve): number {
  let before = curve[0] as ConfidenceCurve[number]
  for (const point of curve) {
    if (evidence <= point[0]) {
      const width = point[0] - before[0]
      const confidence = width === 0 ? point[1] : before[1] + ((evidence - before[0]) / width) * (point[1] - before[1])
      return evidence <= before[0] ? before[1] : confidence
    }
    before = point
  }
  return before[1]
}
