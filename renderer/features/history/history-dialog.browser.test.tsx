import { afterEach, beforeEach, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { relabelRegion } from '../../../shared/document/commands/relabel-region.ts'
import { openTestWorkspace, testBox } from '../../test-workspace.tsx'
import { HistoryDialog } from './HistoryDialog.tsx'

type Opened = Awaited<ReturnType<typeof openTestWorkspace>>
let opened: Opened

beforeEach(async () => {
  await page.viewport(1200, 800)
  opened = await openTestWorkspace([testBox(1, [100, 200, 300, 300], 'dog')])
  const { editor } = opened.workspace
  for (const label of ['cat', 'cow', 'hen'])
    editor.commit('history.relabel-region', relabelRegion('r1' as never, label))
  opened.workspace.openDialog('history')
  opened.mount(() => <HistoryDialog />)
})
afterEach(() => opened.dispose())

const names = () => [...document.querySelectorAll('[role=option]')].map((row) => row.getAttribute('aria-label'))
const label = () => opened.workspace.editor.document.regions.r1?.label

it('names every step, the latest first, and says where the project stands', () => {
  expect(names()).toEqual([
    'rename region R1, now',
    'rename region R1',
    'rename region R1',
    'draw box R1',
    'Beginning of what is kept',
  ])
})

it('a click goes to a step, back and forth, and later steps stay', async () => {
  await page.getByRole('option').nth(2).click()
  await expect.poll(label).toBe('cat')
  expect(names()[2]).toBe('rename region R1, now')
  expect(names()).toHaveLength(5)
  await page.getByRole('option').nth(0).click()
  await expect.poll(label).toBe('hen')
})

it('keys choose a step, Enter goes there', async () => {
  await page.getByRole('option').nth(0).click()
  document.querySelector<HTMLElement>('[role=listbox]')?.focus()
  await userEvent.keyboard('{ArrowDown}{ArrowDown}')
  expect(label()).toBe('hen')
  await userEvent.keyboard('{Enter}')
  await expect.poll(label).toBe('cat')
})

it('keeps a backup when asked', async () => {
  await page.getByRole('radio', { name: 'Backups' }).click()
  await expect.element(page.getByText('No backup yet.')).toBeVisible()
  await page.getByRole('button', { name: 'Back up now' }).click()
  await expect.element(page.getByText(/· 1 kB/)).toBeVisible()
})
