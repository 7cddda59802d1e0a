import { describe, expect, it } from 'vitest'
import type { Region, Shape } from '../../dialogue/region.ts'
import type { CommitId, ImageId, RegionId, TurnId } from '../../ids.ts'
import { applyEntry } from '../apply.ts'
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

function applied(document: Document, recipe: Recipe): Document {
  const changes = changesOf(document, recipe)
  return applyEntry(document, { id: 'c1' as CommitId, kind: 'commit', label: 'x', imageId: null, changes, at: 1 })
}

function judgedAfter(...recipes: Recipe[]): Region | undefined {
  const start: Document = { ...emptyDocument, regions: { r1: proposal } }
  return recipes.reduce(applied, start).regions.r1
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
  const changed = (recipe: Recipe): unknown => changesOf(start, recipe)

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

  it('may look through a table, copy from it and put parts of records elsewhere', () => {
    const copied = (recipe: Recipe): unknown => applied(start, recipe).regions
    expect(
      copied((draft) => {
        for (const [key, region] of Object.entries(draft.regions)) {
          if (region.origin === 'human') draft.regions[`copy-${key}`] = { ...region, id: `copy-${key}` as RegionId }
          else delete draft.regions[key]
        }
        if ('r1' in draft.regions || Object.keys(draft.regions).length !== 2)
          throw new Error('the draft tells another story')
      }),
    ).toEqual({ h1: human, 'copy-h1': { ...human, id: 'copy-h1' } })
  })

  it('leave the document and its records as they were', () => {
    const before = JSON.stringify(start)
    changed(relabelRegion(id, 'cat'))
    changed(deleteRegion(id, human.id))
    expect(JSON.stringify(start)).toBe(before)
  })
})
