import type { Judgement, Region, Shape } from '../../dialogue/region.ts'
import type { RegionId } from '../../ids.ts'
import { type Recipe, sameValue } from '../record-changes.ts'

/**
 * Moves or resizes a region: `shape` in pixels of the upright picture. A model's own words are not touched: its proposal keeps
 * what was predicted and counts as corrected. Brought back to exactly what was predicted, a corrected one counts as accepted.
 * An unknown region, a locked one, or one of another kind of shape, changes nothing.
 */
export function shapeRegion(id: RegionId, shape: Shape): Recipe {
  return (draft) => {
    const region = draft.regions[id]
    if (region === undefined || region.locked || region.shape.kind !== shape.kind || sameValue(region.shape, shape))
      return
    region.shape = shape
    if (region.proposal !== undefined) region.proposal.judgement = judgementOfShape(region)
  }
}

function judgementOfShape(region: Region): Judgement {
  const { proposal, shape } = region
  return proposal !== undefined && sameValue(shape, proposal.predicted) ? 'accepted' : 'corrected'
}
