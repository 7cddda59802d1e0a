import type { Region } from '../../../shared/dialogue/region.ts'
import { boundsOf } from '../../canvas/shapes.ts'
import { regionName, regionState } from '../../text/describe-region.ts'
import { t } from '../../text/translate.ts'

export const regionOrders = ['number', 'label', 'place', 'area', 'confidence'] as const
export type RegionOrder = (typeof regionOrders)[number]

/** What of a picture's regions is listed, and how. */
export type RegionWish = {
  /** Every word must be in a region's name, kind, state or origin. */
  readonly words: string
  /** Percent; what people drew has no confidence and stays. */
  readonly least: number
  readonly order: RegionOrder
}

export const everyRegion: RegionWish = { words: '', least: 0, order: 'number' }

/** How sure the model is, 0 to 1; 1 for what it did not say anything of. */
function sureOf(region: Region): number {
  return region.proposal?.confidence ?? 1
}

function fits(region: Region, words: readonly string[]): boolean {
  if (words.length === 0) return true
  const { shape, origin } = region
  const said = [regionName(region), t(`region.kind.${shape.kind}`), regionState(region), t(`region.origin.${origin}`)]
  const text = said.join(' ').toLocaleLowerCase()
  return words.every((word) => text.includes(word))
}

function areaOf(region: Region): number {
  const { x1, y1, x2, y2 } = boundsOf(region.shape)
  return (x2 - x1) * (y2 - y1)
}

/** Orders what is listed; equal ones stay in the order of their numbers. */
function ordered(regions: readonly Region[], order: RegionOrder): readonly Region[] {
  switch (order) {
    case 'number':
      return regions
    case 'label':
      // Those without a label come last: they are what is still to do, and would hide the rest.
      return [...regions].sort(
        (a, b) => Number(a.label === '') - Number(b.label === '') || a.label.localeCompare(b.label),
      )
    case 'place':
      return [...regions].sort((a, b) => {
        const one = boundsOf(a.shape)
        const other = boundsOf(b.shape)
        return one.y1 - other.y1 || one.x1 - other.x1
      })
    case 'area':
      return [...regions].sort((a, b) => areaOf(b) - areaOf(a))
    case 'confidence':
      return [...regions].sort((a, b) => sureOf(a) - sureOf(b))
  }
}

/** The regions that a wish lists, of `all` in the order of their numbers. */
export function shownRegions(all: readonly Region[], wish: RegionWish): readonly Region[] {
  const words = wish.words.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  const found =
    words.length === 0 && wish.least === 0
      ? all
      : all.filter((region) => sureOf(region) * 100 >= wish.least && fits(region, words))
  return ordered(found, wish.order)
}
