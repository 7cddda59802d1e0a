import type { RegionId } from '../../ids.ts'
import type { Recipe } from '../record-changes.ts'

/**
 * Links a region that was drawn in place of a rejected proposal: it takes over the label where it has none, and the answer mentions it
 * instead. The proposal stays, rejected, as what the model said. Nothing for anything but a rejected proposal.
 */
export function correctRejected(rejected: RegionId, right: RegionId): Recipe {
  return (draft) => {
    const wrong = draft.regions[rejected]
    const region = draft.regions[right]
    if (wrong?.proposal?.judgement !== 'rejected' || region === undefined || right === rejected) return
    region.corrects = rejected
    if (region.label === '') region.label = wrong.label
    for (const part of draft.turns[wrong.proposal.turnId]?.parts ?? []) {
      if (part.kind === 'mention') part.regionIds = part.regionIds.map((id) => (id === rejected ? right : id))
    }
  }
}
