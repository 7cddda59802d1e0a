import type { RegionId } from '../../ids.ts'
import type { Recipe } from '../record-changes.ts'

/** Gives a region another label; blanks around it are taken off. An unknown region changes nothing. */
export function relabelRegion(id: RegionId, label: string): Recipe {
  return (draft) => {
    const region = draft.regions[id]
    if (region !== undefined) region.label = label.trim()
  }
}
