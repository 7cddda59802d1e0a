import type { RegionId } from '../../ids.ts'
import { type Recipe, sameValue } from '../record-changes.ts'

/**
 * Accepts or rejects a model's proposal, or opens the question again. Accepting one that people moved makes it corrected, since what
 * they accept is their own value. A region that is no proposal is left alone.
 */
export function judgeProposal(verdict: 'accept' | 'reject' | 'reopen', ...ids: readonly RegionId[]): Recipe {
  return (draft) => {
    for (const id of ids) {
      const region = draft.regions[id]
      if (region?.proposal === undefined) continue
      const untouched = sameValue(region.shape, region.proposal.predicted)
      if (verdict === 'accept') region.proposal.judgement = untouched ? 'accepted' : 'corrected'
      else region.proposal.judgement = verdict === 'reject' ? 'rejected' : 'open'
    }
  }
}
