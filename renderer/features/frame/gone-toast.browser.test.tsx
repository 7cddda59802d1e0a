import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { addRegion } from '../../../shared/document/commands/add-region.ts'
import { deleteRegion } from '../../../shared/document/commands/delete-region.ts'
import { testAnswer } from '../../test-answer.ts'
import { openTestWorkspace, testBox } from '../../test-workspace.tsx'
import { ChatPanel } from '../chat/ChatPanel.tsx'
import { GoneToast } from './GoneToast.tsx'

let opened: Awaited<ReturnType<typeof openTestWorkspace>>

beforeEach(async () => {
  opened = await openTestWorkspace([testBox(1, [100, 100, 300, 300], 'dog')])
  opened.mount(() => (
    <>
      <ChatPanel />
      <GoneToast />
    </>
  ))
  const { chat } = opened.workspace
  await vi.waitFor(() => expect(chat.models.state().kind).toBe('ready'))
  await page.getByRole('textbox', { name: 'Message' }).click()
  await userEvent.keyboard('Where?{Enter}')
  await vi.waitFor(() => expect(opened.model.requests).toHaveLength(1))
  opened.model.finish(testAnswer(opened.model.requests.at(-1), [{ kind: 'mention', regionIds: ['r1' as never] }], []))
  await vi.waitFor(() => expect(chat.busy()).toBe(false))
  opened.workspace.editor.commit('history.delete', (draft) => {
    delete draft.regions['r1' as never]
  })
})
afterEach(() => opened.dispose())

it('takes back the deletion it tells of', async () => {
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await vi.waitFor(() => expect(opened.workspace.editor.document.regions.r1?.number).toBe(1))
})

it('takes back nothing once another edit came after', async () => {
  await expect.element(page.getByRole('button', { name: 'Undo', exact: true })).toBeVisible()
  opened.workspace.editor.commit('history.rename-dialogue', (draft) => {
    for (const dialogue of Object.values(draft.dialogues)) dialogue.title = 'Other'
  })
  await expect.element(page.getByText(/Deleted\./)).toBeVisible()
  expect(page.getByRole('button', { name: 'Undo', exact: true }).elements()).toEqual([])
})

it('counts several regions that nothing mentions, and brings all of them back; one alone is not worth a word', async () => {
  const { editor } = opened.workspace
  const add = (...numbers: number[]): void => {
    editor.commit('history.add-box', addRegion(...numbers.map((n) => testBox(n, [1, 1, 50, 50]))))
  }
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await vi.waitFor(() => expect(Object.keys(editor.document.regions)).toEqual(['r1']))
  add(2, 3, 4)
  editor.commit('history.delete-region', deleteRegion('r4' as never))
  expect(
    page
      .getByRole('status')
      .elements()
      .map((each) => each.textContent),
  ).not.toContainEqual(expect.stringContaining('deleted'))
  editor.commit('history.delete-region', deleteRegion('r2' as never, 'r3' as never))
  await expect.element(page.getByText('2 regions deleted.')).toBeVisible()
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await vi.waitFor(() => expect(Object.keys(editor.document.regions).sort()).toEqual(['r1', 'r2', 'r3']))
})
