import { type Accessor, createSignal } from 'solid-js'
import type { Region } from '../../shared/dialogue/region.ts'
import { boxOfSize } from '../../shared/geometry/box.ts'
import type { PixelBox, PixelPoint, Size } from '../../shared/geometry/spaces.ts'
import type { HitIndex } from './hit-index.ts'
import { boundsOf } from './shapes.ts'
import { type Guide, type Snapping, snapReach, snapTo } from './snapping.ts'
import type { Viewport } from './viewport.ts'

/** In a crowd only so many neighbours offer lines: near everything there is some line far away. */
const neighbours = 40

export type Snapper = {
  readonly guides: Accessor<readonly Guide[]>
  clear(): void
  /** How far `what` goes to meet the lines around it; shows them. `held` are the regions in hand, which offer none. */
  snapped(what: Snapping, held: readonly Region[]): PixelPoint
}

/** Draws what is in hand to the picture's borders, to other regions and to what the model had proposed for the regions in hand. */
export function createSnapper(options: {
  readonly hits: Accessor<HitIndex>
  readonly imageSize: Accessor<Size>
  readonly view: Accessor<Viewport>
}): Snapper {
  const [guides, setGuides] = createSignal<readonly Guide[]>([])

  function clear(): void {
    if (guides().length > 0) setGuides([])
  }

  function offers(region: Region): boolean {
    return region.shape.kind !== 'point' && region.proposal?.judgement !== 'rejected'
  }

  function targetsFor({ bounds }: Snapping, held: readonly Region[]): PixelBox[] {
    const ids = new Set<string>(held.map((region) => region.id))
    const centre = { x: (bounds.x1 + bounds.x2) / 2, y: (bounds.y1 + bounds.y2) / 2 }
    const others = options.hits().near(centre, neighbours, (region) => offers(region) && !ids.has(region.id))
    const proposed = held.flatMap((region) => region.proposal?.predicted ?? [])
    return [boxOfSize(options.imageSize()), ...[...others.map((region) => region.shape), ...proposed].map(boundsOf)]
  }

  return {
    guides,
    clear,
    snapped(what, held) {
      const { shift, guides: met } = snapTo(targetsFor(what, held), what, snapReach / options.view().scale)
      setGuides(met)
      return shift
    },
  }
}
