import type { Review } from '../../dialogue/region.ts'
import type { RegionId, TurnId } from '../../ids.ts'
import type { Recipe } from '../record-changes.ts'
import { judgeProposal } from './judge-proposal.ts'

/** One more review; a person's earlier one gives way, but what they say to settle stands beside their own pass. */
function withReview(reviews: readonly Review[] | undefined, review: Review): Review[] {
  const sameKind = (each: Review): boolean => (each.settles ?? false) === (review.settles ?? false)
  return [...(reviews ?? []).filter((each) => each.by !== review.by || !sameKind(each)), review]
}

/** Whether a verdict decides: it is open, nobody else has given one, or it settles between them. */
function decides(isOpen: boolean, reviews: readonly Review[] | undefined, review: Review): boolean {
  return isOpen || review.settles === true || !(reviews ?? []).some((each) => each.by !== review.by)
}

/**
 * Keeps a person's verdict beside a proposal. It becomes the proposal's judgement unless somebody else has reviewed it: then it
 * stands beside theirs until one settles. A region that is no proposal is left alone.
 */
export function reviewRegion(id: RegionId, review: Review): Recipe {
  return (draft) => {
    const region = draft.regions[id]
    if (region?.proposal === undefined) return
    const rules = decides(region.proposal.judgement === 'open', region.reviews, review)
    const { shape, label } = region
    const said = review.verdict === 'reject' ? review : { shape, label, ...review }
    region.reviews = withReview(region.reviews, said)
    if (!rules) return
    if (review.settles && review.shape !== undefined) region.shape = review.shape
    if (review.settles && review.label !== undefined) region.label = review.label
    judgeProposal(review.verdict === 'reject' ? 'reject' : 'accept', id)(draft)
  }
}

/** Keeps a person's verdict beside a turn; the turn's review follows by the same rule as a region's judgement. */
export function reviewTurn(id: TurnId, review: Review): Recipe {
  return (draft) => {
    const turn = draft.turns[id]
    if (turn === undefined) return
    const rules = decides(turn.review === 'open', turn.reviews, review)
    turn.reviews = withReview(turn.reviews, review)
    if (rules) turn.review = review.verdict === 'reject' ? 'rejected' : 'reviewed'
  }
}
