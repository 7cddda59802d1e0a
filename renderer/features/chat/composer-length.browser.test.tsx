import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { Turn } from '../../../shared/dialogue/turn.ts'
import { openTestWorkspace } from '../../test-workspace.tsx'
import { Composer } from './Composer.tsx'

const limit = 500
let opened: Awaited<ReturnType<typeof openTestWorkspace>>

const lengthOf = (turns: readonly Turn[]): number =>
  turns.flatMap((turn) => turn.parts).reduce((sum, part) => sum + (part.kind === 'text' ? part.text.length : 0), 0)

beforeEach(async () => {
  opened = await openTestWorkspace([], {
    'chat.prompt': async ({ turns }) => ({ prompt: '<image>', length: { tokens: lengthOf(turns), limit } }),
  })
  opened.mount(() => <Composer />)
  await vi.waitFor(() => expect(opened.workspace.chat.models.state().kind).toBe('ready'))
  await page.getByRole('textbox', { name: 'Message' }).click()
})
afterEach(() => opened.dispose())

const text = () => page.getByRole('textbox', { name: 'Message' }).element().textContent
const send = () => page.getByRole('button', { name: 'Send' })

function paste(content: string): void {
  const data = new DataTransfer()
  data.setData('text/plain', content)
  page
    .getByRole('textbox', { name: 'Message' })
    .element()
    .dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
}

it('a message that is too long says by how much before it is sent, and can be sent once it is shorter', async () => {
  paste('a'.repeat(600))
  await expect.element(page.getByText('Too long: 600 tokens, the model reads 500')).toBeVisible()
  await expect.element(send()).toHaveAttribute('aria-disabled', 'true')
  await userEvent.keyboard('{Enter}')
  expect(text()).toBe('a'.repeat(600))
  await userEvent.keyboard('{Control>}a{/Control}short{Enter}')
  await vi.waitFor(() => expect(opened.model.requests).toHaveLength(1))
  expect(opened.model.requests[0]?.turns[0]?.parts).toEqual([{ kind: 'text', text: 'short' }])
})

it('Enter right after a long paste waits for the count', async () => {
  paste('b'.repeat(600))
  await userEvent.keyboard('{Enter}')
  await expect.element(page.getByText('Too long: 600 tokens, the model reads 500')).toBeVisible()
  expect([opened.model.requests, text()]).toEqual([[], 'b'.repeat(600)])
})

it('shows how much of what the model can read is taken', async () => {
  await userEvent.keyboard('four')
  await page.getByRole('radio', { name: 'Sent' }).click()
  await expect.element(page.getByText('4 of 500 tokens')).toBeVisible()
})
