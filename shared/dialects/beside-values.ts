import type { Size } from '../geometry/spaces.ts'
import type { DialectShape, SpanProblem, SpanWarning } from './dialect.ts'
import { outsideWarning, swappedProblem } from './mention.ts'

/** What the numbers beside a mention say, or why they say nothing. */
export type BesideReading =
  | { readonly kind: 'mention'; readonly shapes: readonly DialectShape[]; readonly warnings: readonly SpanWarning[] }
  | { readonly kind: 'malformed'; readonly code: SpanProblem; readonly message: string }

function problem(code: SpanProblem, message: string): BesideReading {
  return { kind: 'malformed', code, message }
}

/**
 * The boxes of a mention whose numbers came beside the text, one list for each; `undefined` where none came. `toPixels` gives the
 * corners in pixels of the upright picture. Nothing is clamped; what lies outside the picture is warned of.
 */
export function readBeside(
  values: readonly (readonly number[] | undefined)[],
  size: Size,
  toPixels: (numbers: readonly number[]) => readonly [number, number, number, number],
  count = 4,
): BesideReading {
  const shapes: DialectShape[] = []
  for (const numbers of values) {
    if (numbers === undefined) {
      return problem('numbers-missing', 'the text has a place for a box, but no numbers came beside it')
    }
    if (numbers.length < count || (count === 4 && numbers.length > count)) {
      return problem('wrong-count', `${numbers.length} numbers came beside the text: a box has ${count}`)
    }
    if (!numbers.every(Number.isFinite)) return problem('not-a-number', 'a number beside the text is not finite')
    const [x1, y1, x2, y2] = toPixels(numbers)
    if (![x1, y1, x2, y2].every(Number.isFinite))
      return problem('out-of-range', 'a number beside the text is too large')
    const swapped = swappedProblem({ x1, y1, x2, y2 })
    if (swapped?.kind === 'problem') return problem(swapped.code, swapped.message)
    shapes.push({ kind: 'box', x1, y1, x2, y2 })
  }
  // Floating point moves an edge by less than this.
  const slack = Math.max(size.width, size.height) * 1e-6
  const outside = outsideWarning(shapes, size, { x: slack, y: slack })
  return { kind: 'mention', shapes, warnings: outside === null ? [] : [outside] }
}
