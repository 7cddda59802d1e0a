import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { openTestWorkspace } from '../../test-workspace.tsx'
import { Composer } from './Composer.tsx'
import { Transcript } from './Transcript.tsx'

let opened: Awaited<ReturnType<typeof openTestWorkspace>>

beforeEach(async () => {
  opened = await openTestWorkspace([])
  opened.mount(() => (
    <>
      <Transcript />
      <Composer />
    </>
  ))
  await vi.waitFor(() => expect(opened.workspace.chat.models.state().kind).toBe('ready'))
  opened.workspace.chat.write([{ kind: 'text', text: 'Where?' }])
})
afterEach(() => opened.dispose())

const asked = () => opened.model.requests.map(({ turns }) => turns.map(({ parts }) => parts))

it('a last question without an answer is not asked over; the model may be asked it', async () => {
  await page.getByRole('textbox', { name: 'Message' }).click()
  await userEvent.keyboard('And now?{Enter}')
  await expect.element(page.getByText(/^The last question has no answer yet/)).toBeVisible()
  expect(asked()).toEqual([])
  await page.getByRole('button', { name: 'Ask the model' }).click()
  await vi.waitFor(() => expect(asked()).toEqual([[[{ kind: 'text', text: 'Where?' }]]]))
  await expect.element(page.getByText('No answer yet.')).not.toBeInTheDocument()
})

it('whoever writes the answer may go on asking', async () => {
  await page.getByRole('textbox', { name: 'Message' }).click()
  await userEvent.keyboard('Here.{Alt>}{Enter}{/Alt}')
  await expect.element(page.getByText('No answer yet.')).not.toBeInTheDocument()
  await userEvent.keyboard('And now?{Enter}')
  await vi.waitFor(() => expect(asked()[0]).toHaveLength(3))
})
