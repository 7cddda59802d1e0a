import type { RegionId } from '../../ids.ts'
import type { Recipe } from '../record-changes.ts'

/** Deletes regions. Turns that mention them keep the mention: its region is then gone, and shown as that. */
export function deleteRegion(...ids: readonly RegionId[]): Recipe {
  return (draft) => {
    for (const id of ids) delete draft.regions[id]
  }
}
