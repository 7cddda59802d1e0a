import Flatbush from 'flatbush'
import type { Region } from '../../shared/dialogue/region.ts'
import type { PixelPoint } from '../../shared/geometry/spaces.ts'
import { boundsOf } from './shapes.ts'

/** Finds regions by place; built for one set of regions, at the first question. */
export type HitIndex = {
  /** The regions under a point, smallest first. `reach` is how far from a point region or an edge still counts, in picture pixels. */
  at(point: PixelPoint, reach: number): Region[]
}

function areaOf(region: Region): number {
  const bounds = boundsOf(region.shape)
  return (bounds.x2 - bounds.x1) * (bounds.y2 - bounds.y1)
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
      return hit.sort((a, b) => areaOf(a) - areaOf(b) || b.number - a.number)
    },
  }
}
