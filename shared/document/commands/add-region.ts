import type { Region } from '../../dialogue/region.ts'
import type { Recipe } from '../record-changes.ts'

/** Adds regions; one that is already there stays as it is. */
export function addRegion(...regions: readonly Region[]): Recipe {
  return (draft) => {
    for (const region of regions) draft.regions[region.id] ??= region
  }
}
