import type { PixelBox, PixelPoint } from '../../shared/geometry/spaces.ts'

/** Screen pixels within which an edge is drawn to a line. */
export const snapReach = 6

/** A thin line that shows what something was drawn to: picture pixels, `at` on its axis, from end to end on the other. */
export type Guide = { readonly axis: 'x' | 'y'; readonly at: number; readonly from: number; readonly to: number }

/** What may be drawn to lines: edges go to edges, the centre only to centres, since almost everything is near some centre. */
export type Snapping = {
  readonly edges: { readonly x: readonly number[]; readonly y: readonly number[] }
  readonly centre?: PixelPoint
  /** What the guides are to reach: the box in hand. */
  readonly bounds: PixelBox
}

export type Snapped = { readonly shift: PixelPoint; readonly guides: readonly Guide[] }

type Axis = {
  readonly low: 'x1' | 'y1'
  readonly high: 'x2' | 'y2'
  readonly otherLow: 'x1' | 'y1'
  readonly otherHigh: 'x2' | 'y2'
}

const axes: Readonly<Record<'x' | 'y', Axis>> = {
  x: { low: 'x1', high: 'x2', otherLow: 'y1', otherHigh: 'y2' },
  y: { low: 'y1', high: 'y2', otherLow: 'x1', otherHigh: 'x2' },
}

function middle(box: PixelBox, { low, high }: Axis): number {
  return (box[low] + box[high]) / 2
}

/** The smallest shift within reach that brings one of `from` onto one of `to`; `null` when nothing is near. */
function nearestShift(from: readonly number[], to: readonly number[], reach: number): number | null {
  let best: number | null = null
  for (const value of from) {
    for (const line of to) {
      const shift = line - value
      if (Math.abs(shift) <= (best === null ? reach : Math.abs(best))) best = shift
    }
  }
  return best
}

/** One guide for each line that is met after the shift, long enough to join both. */
function guidesOn(
  name: 'x' | 'y',
  places: readonly number[],
  bounds: PixelBox,
  targets: readonly PixelBox[],
  linesOf: (box: PixelBox) => readonly number[],
): Guide[] {
  const axis = axes[name]
  return [...new Set(places)].flatMap((at) => {
    const met = targets.filter((box) => linesOf(box).some((line) => Math.abs(line - at) < 1e-6))
    if (met.length === 0) return []
    const all = [...met, bounds]
    const from = Math.min(...all.map((box) => box[axis.otherLow]))
    const to = Math.max(...all.map((box) => box[axis.otherHigh]))
    return [{ axis: name, at, from, to }]
  })
}

function moved(box: PixelBox, by: PixelPoint): PixelBox {
  return { x1: box.x1 + by.x, y1: box.y1 + by.y, x2: box.x2 + by.x, y2: box.y2 + by.y }
}

/** How far what is in hand goes to meet the nearest lines of `targets`, on each axis by itself, and the guides that show it. */
export function snapTo(targets: readonly PixelBox[], what: Snapping, reach: number): Snapped {
  function onAxis(name: 'x' | 'y'): { shift: number; edges: number[] | null; centre: number[] | null } {
    const axis = axes[name]
    const edgeLines = targets.flatMap((box) => [box[axis.low], box[axis.high]])
    const byEdge = nearestShift(what.edges[name], edgeLines, reach)
    const middles = targets.map((box) => middle(box, axis))
    const byCentre = what.centre === undefined ? null : nearestShift([what.centre[name]], middles, reach)
    const shift =
      byEdge === null || (byCentre !== null && Math.abs(byCentre) < Math.abs(byEdge)) ? (byCentre ?? 0) : byEdge
    if (byEdge === null && byCentre === null) return { shift: 0, edges: null, centre: null }
    return {
      shift,
      edges: what.edges[name].map((value) => value + shift),
      centre: what.centre === undefined ? null : [what.centre[name] + shift],
    }
  }

  const x = onAxis('x')
  const y = onAxis('y')
  const shift = { x: x.shift, y: y.shift }
  const bounds = moved(what.bounds, shift)
  const guides = (['x', 'y'] as const).flatMap((name) => {
    const axis = axes[name]
    const { edges, centre } = name === 'x' ? x : y
    return [
      ...guidesOn(name, edges ?? [], bounds, targets, (box) => [box[axis.low], box[axis.high]]),
      ...guidesOn(name, centre ?? [], bounds, targets, (box) => [middle(box, axis)]),
    ]
  })
  return { shift, guides }
}
