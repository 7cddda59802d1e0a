import type { RegionId, TurnId } from '../../ids.ts'
import type { Recipe } from '../record-changes.ts'

/** Puts a mention in the place of coordinates that could not be read; the run keeps the model's own words. Other parts stay as they are. */
export function replaceMalformed(turnId: TurnId, index: number, regionId: RegionId): Recipe {
  return (draft) => {
    const parts = draft.turns[turnId]?.parts
    if (parts?.[index]?.kind === 'malformed') parts[index] = { kind: 'mention', regionIds: [regionId] }
  }
}
