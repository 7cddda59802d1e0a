import { shapeIou } from '../dialogue/box-of-shape.ts'
import type { Region, Review, Verdict } from '../dialogue/region.ts'
import type { Turn } from '../dialogue/turn.ts'

/** Boxes that share this much of their union are the same place. */
const sameIou = 0.5
/** Points that lie at most this many pixels apart are the same place. */
const samePixels = 10

/** One item that both people looked at and see differently. */
export type Disagreement = {
  readonly kind: 'region' | 'turn'
  readonly id: string
  readonly one: Review
  readonly other: Review
  /** Of two boxes; `null` where there are none to compare. */
  readonly iou: number | null
  readonly settled: boolean
}

/** How well two people's passes agree. */
export type Agreement = {
  readonly regions: { readonly compared: number; readonly agreed: number }
  readonly turns: { readonly compared: number; readonly agreed: number }
  /** Cohen's kappa of the verdicts, up to 1; `null` when nothing can be said (no item, or one verdict throughout). */
  readonly kappa: number | null
  readonly disagreements: readonly Disagreement[]
}

type Reviewed = { readonly id: string; readonly reviews?: readonly Review[] | undefined }

/** The names of everybody who reviewed any of these, with how many, the busiest first. */
export function reviewersOf(records: readonly Reviewed[]): { readonly by: string; readonly count: number }[] {
  const counts = new Map<string, number>()
  for (const { reviews } of records) {
    for (const { by, settles } of reviews ?? []) if (!settles) counts.set(by, (counts.get(by) ?? 0) + 1)
  }
  return [...counts].map(([by, count]) => ({ by, count })).sort((a, b) => b.count - a.count || (a.by < b.by ? -1 : 1))
}

function iouOf({ shape: a }: Review, { shape: b }: Review): number | null {
  return a === undefined || b === undefined ? null : shapeIou(a, b)
}

function samePlace(a: Review, b: Review): boolean {
  if (a.shape === undefined || b.shape === undefined) return true
  if (a.shape.kind !== b.shape.kind) return false
  if (a.shape.kind === 'point' && b.shape.kind === 'point') {
    return Math.hypot(a.shape.x - b.shape.x, a.shape.y - b.shape.y) <= samePixels
  }
  return (iouOf(a, b) ?? 0) >= sameIou
}

function words(text: string | undefined): string {
  // A region that follows a word was once written without a space between.
  return (text ?? '')
    .replace(/\s*(R\d+)/g, ' $1')
    .replace(/\s+/g, ' ')
    .trim()
}

function agrees(kind: 'region' | 'turn', a: Review, b: Review): boolean {
  if (a.verdict === 'reject' || b.verdict === 'reject') return a.verdict === b.verdict
  return kind === 'turn' ? words(a.text) === words(b.text) : samePlace(a, b) && a.label === b.label
}

function kappaOf(pairs: readonly (readonly [Verdict, Verdict])[]): number | null {
  const total = pairs.length
  if (total === 0) return null
  const share = (side: 0 | 1, verdict: Verdict): number => pairs.filter((pair) => pair[side] === verdict).length / total
  const verdicts: readonly Verdict[] = ['accept', 'correct', 'reject']
  const byChance = verdicts.reduce((sum, verdict) => sum + share(0, verdict) * share(1, verdict), 0)
  const observed = pairs.filter(([a, b]) => a === b).length / total
  return byChance === 1 ? null : (observed - byChance) / (1 - byChance)
}

/**
 * Compares what two people said of the items that both reviewed. Two regions agree when both are rejected, or neither is, their boxes
 * (of polygons the boxes around them) have an IoU of at least 0.5 and their labels are the same; points when they are at most 10 px
 * apart. Two answers agree when both are rejected, or neither is and their words are the same.
 */
export function compareReviews(
  regions: readonly Region[],
  turns: readonly Turn[],
  one: string,
  other: string,
): Agreement {
  const disagreements: Disagreement[] = []
  const verdicts: [Verdict, Verdict][] = []
  const compare = (kind: 'region' | 'turn', records: readonly Reviewed[]): { compared: number; agreed: number } => {
    const counts = { compared: 0, agreed: 0 }
    for (const { id, reviews = [] } of records) {
      const a = reviews.find((review) => review.by === one && !review.settles)
      const b = reviews.find((review) => review.by === other && !review.settles)
      if (a === undefined || b === undefined) continue
      counts.compared++
      verdicts.push([a.verdict, b.verdict])
      if (agrees(kind, a, b)) counts.agreed++
      else {
        const settled = reviews.some((review) => review.settles === true)
        disagreements.push({ kind, id, one: a, other: b, iou: iouOf(a, b), settled })
      }
    }
    return counts
  }
  return {
    regions: compare('region', regions),
    turns: compare('turn', turns),
    kappa: kappaOf(verdicts),
    disagreements,
  }
}
