import type { ImportLog } from './import-log.ts'
import type { ImportedRegion } from './imported.ts'

type Placed = Pick<ImportedRegion, 'shape' | 'degenerate' | 'source'>

/**
 * A box given as left, top, width, height, cut to the picture where its size is known; the source's numbers stay beside a cut one. Null,
 * with a line in the log, for a negative size and for a box wholly outside. No width or height is kept as `degenerate`.
 */
export function clipBox(
  [x, y, width, height]: readonly [number, number, number, number],
  picture: { readonly width: number | null; readonly height: number | null },
  log: ImportLog,
  place: string,
  sourceId: string | null,
): Placed | null {
  if (width < 0 || height < 0) {
    log.dropped(place, 'negative size', `the box is ${width} wide and ${height} high`, sourceId)
    return null
  }
  const right = picture.width ?? Infinity
  const bottom = picture.height ?? Infinity
  const [x2, y2] = [x + width, y + height]
  // An empty box on the edge still touches the picture; one with a size does not.
  const misses = (from: number, to: number, end: number): boolean =>
    from === to ? from < 0 || from > end : from >= end || to <= 0
  if ((picture.width !== null && misses(x, x2, right)) || (picture.height !== null && misses(y, y2, bottom))) {
    log.dropped(place, 'outside the image', 'the box lies wholly outside the picture', sourceId)
    return null
  }
  const shape = {
    kind: 'box' as const,
    x1: picture.width === null ? x : Math.max(0, x),
    y1: picture.height === null ? y : Math.max(0, y),
    x2: Math.min(right, x2),
    y2: Math.min(bottom, y2),
  }
  const isCut = shape.x1 !== x || shape.y1 !== y || shape.x2 !== x2 || shape.y2 !== y2
  if (isCut) log.changed(place, 'clipped', 'the box leaves the picture and was cut at its edge', sourceId)
  const isEmpty = width === 0 || height === 0
  if (isEmpty) log.noted(place, 'degenerate', 'the box has no width or no height', sourceId)
  return {
    shape,
    ...(isEmpty ? { degenerate: true as const } : {}),
    ...(isCut ? { source: [x, y, width, height] } : {}),
  }
}
