import Flatbush from 'flatbush'
import type { Region, Shape } from '../../shared/dialogue/region.ts'
import { polygonContains } from '../../shared/geometry/polygon.ts'
import type { PixelBox, PixelPoint } from '../../shared/geometry/spaces.ts'
import { boundsOf } from './shapes.ts'

/** Finds regions by place; built for one set of regions, at the first question. */
export type HitIndex = {
  /** The regions under a point, smallest first, rejected ones last. `reach` is how far from a point region or an edge still counts, in picture pixels. */
  at(point: PixelPoint, reach: number): Region[]
  /** The regions nearest to a point, at most `count`. */
  near(point: PixelPoint, count: number, keeps: (region: Region) => boolean): Region[]
  /** The regions whose bounds meet a box, in drawing order. */
  within(box: PixelBox): Region[]
}

function areaOf(region: Region): number {
  const bounds = boundsOf(region.shape)
  return (bounds.x2 - bounds.x1) * (bounds.y2 - bounds.y1)
}

function isRejected({ proposal }: Region): number {
  return proposal?.judgement === 'rejected' ? 1 : 0
}

/** The tree has looked at bounds already: only a polygon may still be missed. */
function isNear(shape: Shape, { x, y }: PixelPoint, reach: number): boolean {
  if (shape.kind !== 'polygon') return true
  const around = [
    { x, y },
    { x: x - reach, y },
    { x: x + reach, y },
    { x, y: y - reach },
    { x, y: y + reach },
  ]
  return around.some((near) => polygonContains(shape.points, near))
}

export function createHitIndex(regions: readonly Region[]): HitIndex {
  let tree: Flatbush | null = null

  function build(): Flatbush {
    const built = new Flatbush(regions.length)
    for (const region of regions) {
      const { x1, y1, x2, y2 } = boundsOf(region.shape)
      built.add(x1, y1, x2, y2)
    }
    built.finish()
    return built
  }

  return {
    at(point, reach) {
      if (regions.length === 0) return []
      tree ??= build()
      const found = tree.search(point.x - reach, point.y - reach, point.x + reach, point.y + reach)
      const hit = found.flatMap((i) => regions[i] ?? [])
      return hit
        .filter((region) => isNear(region.shape, point, reach))
        .sort((a, b) => isRejected(a) - isRejected(b) || areaOf(a) - areaOf(b) || b.number - a.number)
    },
    near(point, count, keeps) {
      if (regions.length === 0) return []
      tree ??= build()
      const isKept = (i: number): boolean => {
        const region = regions[i]
        return region !== undefined && keeps(region)
      }
      return tree.neighbors(point.x, point.y, count, Number.POSITIVE_INFINITY, isKept).flatMap((i) => regions[i] ?? [])
    },
    within({ x1, y1, x2, y2 }) {
      if (regions.length === 0) return []
      tree ??= build()
      const found = tree.search(x1, y1, x2, y2)
      return found.sort((a, b) => a - b).flatMap((i) => regions[i] ?? [])
    },
  }
}
