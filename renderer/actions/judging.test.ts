import { createRoot } from 'solid-js'
import { expect, it } from 'vitest'
import type { Region } from '../../shared/dialogue/region.ts'
import { addRegion } from '../../shared/document/commands/add-region.ts'
import type { ImageId, RegionId, TurnId } from '../../shared/ids.ts'
import { createMemoryStore } from '../db/memory-store.ts'
import { createAwaiting } from '../state/create-awaiting.ts'
import { createEditor } from '../state/create-editor.ts'
import { createMemoryJournal } from '../state/memory-journal.ts'
import type { Workspace } from '../state/workspace.ts'
import { runAction } from './dispatch-key.ts'
import { actionById } from './register.ts'

const imageId = 'image1' as ImageId

function proposal(number: number): Region {
  const shape = { kind: 'box', x1: number, y1: 1, x2: number + 5, y2: 9 } as const
  return {
    id: `r${number}` as RegionId,
    imageId,
    number,
    shape,
    label: '',
    origin: 'model',
    proposal: { turnId: 't1' as TurnId, predicted: shape, judgement: 'open' },
    createdAt: 1,
  }
}

async function workspaceWith(count: number) {
  const journal = createMemoryJournal()
  const editor = createRoot(() =>
    createEditor({ client: journal.client, store: createMemoryStore(), project: journal.info }),
  )
  await editor.addImages([{ id: imageId, path: 'a.png', width: 40, height: 30, bytes: 1, modifiedAt: 1 }])
  await editor.openImage(imageId)
  editor.commit('history.answer', addRegion(...Array.from({ length: count }, (_, i) => proposal(i + 1))))
  // Only what the actions of regions touch.
  const chat = createAwaiting(editor)
  const workspace = {
    editor,
    chat,
    canvas: () => null,
    goTo: (id: RegionId) => editor.select([id]),
  } as unknown as Workspace
  const run = (id: string): boolean => runAction(actionById(id), workspace)
  const judgements = () => Object.values(editor.snapshot().regions).map((region) => region.proposal?.judgement)
  return { editor, run, judgements }
}

it('a hundred proposals are judged by keys alone, each going on to the next', async () => {
  const { editor, run, judgements } = await workspaceWith(100)
  expect([run('accept'), run('next-proposal')]).toEqual([false, true])
  for (let i = 0; i < 100; i++) run(i % 3 === 2 ? 'reject' : 'accept')
  expect(judgements()).toEqual(Array.from({ length: 100 }, (_, i) => (i % 3 === 2 ? 'rejected' : 'accepted')))
  expect([run('next-proposal'), editor.selection()]).toEqual([false, ['r100']])
})

it('E makes a selected proposal ready to be corrected with the select tool', async () => {
  const { editor, run } = await workspaceWith(1)
  expect(run('edit-proposal')).toBe(false)
  editor.setTool('box')
  editor.select(['r1' as RegionId])
  expect([run('edit-proposal'), editor.tool(), editor.selection()]).toEqual([true, 'select', ['r1']])
})

it('accepts the rest at once, and one undo takes that back', async () => {
  const { editor, run, judgements } = await workspaceWith(4)
  editor.select(['r2' as RegionId])
  run('reject')
  run('accept-all')
  expect(judgements()).toEqual(['accepted', 'rejected', 'accepted', 'accepted'])
  await editor.undo()
  expect(judgements()).toEqual(['open', 'rejected', 'open', 'open'])
})

it('walks through regions in both directions', async () => {
  const { editor, run } = await workspaceWith(3)
  const seen = ['region-before', 'region-before', 'region-after', 'region-after', 'region-after'].map((id) => {
    run(id)
    return editor.selection()[0]
  })
  expect(seen).toEqual(['r3', 'r2', 'r3', 'r1', 'r2'])
})

it('arrows move by pixels within the picture; presses in a row are one step back', async () => {
  const { editor, run } = await workspaceWith(1)
  editor.select(['r1' as RegionId])
  for (const id of ['move-right', 'move-right', 'move-up-far']) run(id)
  expect(editor.snapshot().regions.r1?.shape).toEqual({ kind: 'box', x1: 3, y1: 0, x2: 8, y2: 8 })
  for (const id of ['wider-far', 'taller', 'lower', 'narrower-far', 'narrower-far']) run(id)
  expect(editor.snapshot().regions.r1?.shape).toEqual({ kind: 'box', x1: 3, y1: 0, x2: 4, y2: 8 })
  await editor.undo()
  await editor.undo()
  expect(editor.snapshot().regions.r1?.shape).toEqual(proposal(1).shape)
})
