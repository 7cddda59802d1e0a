import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { LoadedModel } from '../../../shared/api/engine.ts'
import { AppError } from '../../../shared/errors.ts'
import { openTestWorkspace, testLoaded } from '../../test-workspace.tsx'
import { Composer } from './Composer.tsx'

let opened: Awaited<ReturnType<typeof openTestWorkspace>>
let load: { resolve(model: LoadedModel): void; reject(error: AppError): void }

beforeEach(async () => {
  const loading = new Promise<LoadedModel>((resolve, reject) => {
    load = { resolve, reject }
  })
  opened = await openTestWorkspace([], { 'chat.load': () => loading })
  opened.mount(() => <Composer />)
  await vi.waitFor(() => expect(opened.workspace.chat.models.state().kind).toBe('loading'))
  await page.getByRole('textbox', { name: 'Message' }).click()
  await userEvent.keyboard('Where?{Enter}')
  await expect.element(page.getByText('Sent when the model is ready. Esc takes it back.')).toBeVisible()
})
afterEach(() => opened.dispose())

const text = () => page.getByRole('textbox', { name: 'Message' }).element().textContent

async function ready(): Promise<void> {
  load.resolve(testLoaded)
  await vi.waitFor(() => expect(opened.workspace.chat.models.state().kind).toBe('ready'))
}

it('a question waits for the model and is sent once when it is ready', async () => {
  expect(text()).toBe('Where?')
  await ready()
  await vi.waitFor(() => expect(opened.model.requests).toHaveLength(1))
  expect(opened.model.requests[0]?.turns.map((turn) => turn.parts)).toEqual([[{ kind: 'text', text: 'Where?' }]])
  expect(text()).toBe('')
})

it('Escape takes the question back', async () => {
  await userEvent.keyboard('{Escape}')
  await expect.element(page.getByRole('button', { name: 'Send' })).toBeVisible()
  await ready()
  expect(opened.model.requests).toEqual([])
  expect(text()).toBe('Where?')
})

it('a question that is changed is not sent by itself', async () => {
  await userEvent.keyboard(' Now')
  await ready()
  expect(opened.model.requests).toEqual([])
  expect(text()).toBe('Where? Now')
})

it('an image file that is missing is said before anything is asked, until it is back', async () => {
  opened.dispose()
  let missing = true
  opened = await openTestWorkspace([], {
    'chat.prepare': async () => {
      if (missing) throw new AppError('image.not-found')
      return { encoded: true }
    },
  })
  opened.mount(() => <Composer />)
  await page.getByRole('textbox', { name: 'Message' }).click()
  await userEvent.keyboard('Where?')
  await expect.element(page.getByText('The image file is missing')).toBeVisible()
  await userEvent.keyboard('{Enter}')
  expect([opened.model.requests, text()]).toEqual([[], 'Where?'])
  missing = false
  window.dispatchEvent(new Event('focus'))
  await expect.element(page.getByText('The image file is missing')).not.toBeInTheDocument()
  await userEvent.keyboard('{Enter}')
  await vi.waitFor(() => expect(opened.model.requests).toHaveLength(1))
})

it('a model that cannot be loaded leaves the question in the composer', async () => {
  load.reject(new AppError('model.not-found'))
  await expect.element(page.getByText('No model is loaded')).toBeVisible()
  expect(opened.model.requests).toEqual([])
  expect(text()).toBe('Where?')
})
