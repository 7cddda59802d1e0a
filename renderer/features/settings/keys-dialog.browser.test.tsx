import { afterEach, beforeEach, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { listenForKeys } from '../../actions/dispatch-key.ts'
import { keysOf } from '../../actions/keys-of.ts'
import { actions } from '../../actions/register.ts'
import { openTestWorkspace, testBox } from '../../test-workspace.tsx'
import { Notice } from '../frame/Notice.tsx'
import { KeysDialog } from './KeysDialog.tsx'

let opened: Awaited<ReturnType<typeof openTestWorkspace>>
beforeEach(async () => {
  await page.viewport(1200, 800)
  opened = await openTestWorkspace([testBox(1, [100, 200, 300, 300], 'dog')])
  const { workspace } = opened
  opened.mount(() => {
    listenForKeys(actions, () => workspace, { keysOf: (action) => keysOf(workspace.settings.keymap, action) })
    return (
      <>
        <div data-scope="review" tabindex={0} id="review" />
        <div data-scope="selected" tabindex={0} id="selected" />
        <input id="text" />
        <KeysDialog actions={actions} />
        <Notice />
      </>
    )
  })
})
afterEach(() => opened.dispose())

const headings = () => [...document.querySelectorAll('.keys h3')].map((each) => each.textContent)

it.each([
  ['review', 'Reviewhere now'],
  ['selected', 'Regions selectedhere now'],
])('the sheet begins with the keys of the place where it was asked for: %s', async (id, heading) => {
  document.querySelector<HTMLElement>(`#${id}`)?.focus()
  await userEvent.keyboard('{F1}')
  await expect.element(page.getByRole('dialog')).toBeVisible()
  expect(headings()[0]).toBe(heading)
  expect(new Set(headings()).size).toBe(headings().length)
})

it('Ctrl+S keeps a checkpoint and says so, in a text field too', async () => {
  document.querySelector<HTMLElement>('#text')?.focus()
  await userEvent.keyboard('{Control>}s{/Control}')
  await expect.element(page.getByText(/^Checkpoint kept at .*Backups, in the menu, lead back to it/)).toBeVisible()
  const { client, project } = opened.workspace
  expect((await client['project.backups']({ projectId: project().id })).backups).toHaveLength(1)
})
