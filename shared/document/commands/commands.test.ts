import { describe, expect, it } from 'vitest'
import type { Region, Shape } from '../../dialogue/region.ts'
import type { ImageId, RegionId, TurnId } from '../../ids.ts'
import { type Document, emptyDocument } from '../document.ts'
import { changesOf, type Recipe } from '../record-changes.ts'
import { addRegion } from './add-region.ts'
import { deleteRegion } from './delete-region.ts'
import { judgeProposal } from './judge-proposal.ts'
import { relabelRegion } from './relabel-region.ts'
import { shapeRegion } from './shape-region.ts'

const said: Shape = { kind: 'box', x1: 10, y1: 10, x2: 20, y2: 20 }
const moved: Shape = { kind: 'box', x1: 11, y1: 10, x2: 21, y2: 20 }
const id = 'r1' as RegionId

const proposal: Region = {
  id,
  imageId: 'i1' as ImageId,
  number: 1,
  shape: said,
  label: 'dog',
  origin: 'model',
  proposal: { turnId: 't1' as TurnId, predicted: said, judgement: 'open' },
  createdAt: 1,
}

function judgedAfter(...recipes: Recipe[]): Region | undefined {
  const start: Document = { ...emptyDocument, regions: { r1: proposal } }
  return recipes.reduce((document, recipe) => changesOf(document, recipe).after, start).regions.r1
}

describe('commands on a proposal', () => {
  it('keep what the model said when people move it', () => {
    expect(judgedAfter(shapeRegion(id, moved))).toEqual({
      ...proposal,
      shape: moved,
      proposal: { ...proposal.proposal, judgement: 'corrected' },
    })
  })

  it('count one that was moved back as accepted', () => {
    expect(judgedAfter(shapeRegion(id, moved), shapeRegion(id, said))?.proposal?.judgement).toBe('accepted')
  })

  it('judge', () => {
    const judged = (...recipes: Recipe[]): string | undefined => judgedAfter(...recipes)?.proposal?.judgement
    expect([
      judged(judgeProposal('accept', id)),
      judged(judgeProposal('reject', id)),
      judged(judgeProposal('reject', id), judgeProposal('reopen', id)),
      judged(shapeRegion(id, moved), judgeProposal('reject', id), judgeProposal('accept', id)),
    ]).toEqual(['accepted', 'rejected', 'open', 'corrected'])
  })
})

describe('commands on regions', () => {
  const human: Region = { ...proposal, id: 'h1' as RegionId, origin: 'human', proposal: undefined }
  const start: Document = { ...emptyDocument, regions: { r1: proposal, h1: human } }
  const changed = (recipe: Recipe): unknown => changesOf(start, recipe).changes

  it('change nothing where there is nothing to change', () => {
    expect([
      changed(addRegion(human)),
      changed(shapeRegion('gone' as RegionId, moved)),
      changed(shapeRegion(id, { kind: 'point', x: 1, y: 1 })),
      changed(judgeProposal('accept', human.id)),
      changed(relabelRegion(human.id, ' dog ')),
      changed(deleteRegion('gone' as RegionId)),
    ]).toEqual([[], [], [], [], [], []])
  })

  it('record exactly the record they touch', () => {
    expect(changed(deleteRegion(human.id))).toEqual([{ table: 'regions', id: 'h1', before: human, after: null }])
    expect(changed(relabelRegion(id, 'cat '))).toEqual([
      { table: 'regions', id: 'r1', before: proposal, after: { ...proposal, label: 'cat' } },
    ])
  })

  it('see every record of a table that a recipe replaces whole', () => {
    expect(
      changed((draft) => {
        draft.regions = {}
      }),
    ).toHaveLength(2)
  })
})
