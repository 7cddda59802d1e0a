import type { RegionId } from '../../ids.ts'
import type { Recipe } from '../record-changes.ts'

/** Hides or locks regions, or takes that back; what is left out stays. An unknown region changes nothing. */
export function flagRegions(
  ids: readonly RegionId[],
  flags: { readonly hidden?: boolean; readonly locked?: boolean },
): Recipe {
  return (draft) => {
    for (const id of ids) {
      const region = draft.regions[id]
      if (region === undefined) continue
      if (flags.hidden === true) region.hidden = true
      else if (flags.hidden === false) delete region.hidden
      if (flags.locked === true) region.locked = true
      else if (flags.locked === false) delete region.locked
    }
  }
}
