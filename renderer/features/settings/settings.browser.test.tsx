import { afterEach, beforeEach, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { keysOf } from '../../actions/keys-of.ts'
import { actionById, actions } from '../../actions/register.ts'
import { openTestWorkspace, testBox } from '../../test-workspace.tsx'
import { KeyEditor } from './KeyEditor.tsx'
import { PaletteDialog } from './PaletteDialog.tsx'
import { SettingsDialog } from './SettingsDialog.tsx'

type Opened = Awaited<ReturnType<typeof openTestWorkspace>>
let opened: Opened
beforeEach(async () => {
  opened = await openTestWorkspace([testBox(1, [100, 200, 300, 300], 'dog')])
})
afterEach(() => opened.dispose())

const keys = (id: string) => keysOf(opened.workspace.settings.keymap, actionById(id))
const options = () =>
  [...document.querySelectorAll('[role=option]')].map((row) => row.querySelector('.palette-name')?.textContent)

it('the palette finds commands, says why one cannot run, and goes to regions', async () => {
  opened.workspace.openDialog('palette')
  opened.mount(() => <PaletteDialog actions={actions} />)
  expect(options()).toHaveLength(actions.length - 1)
  await userEvent.keyboard('dupl')
  expect(options()[0]).toBe('Duplicate region')
  await expect.element(page.getByRole('option', { name: /Duplicate.*Select a region first/ })).toBeVisible()
  await page.getByRole('combobox').fill('R1 dog')
  expect(options()[0]).toBe('R1 dog')
  await userEvent.keyboard('{Enter}')
  await expect.poll(() => opened.workspace.editor.selection()).toEqual(['r1'])
  expect(opened.workspace.dialog()).toBe(null)
})

it('a key is recorded, a conflict names the other command, and each can be put back', async () => {
  opened.mount(() => <KeyEditor actions={actions} />)
  await page.getByRole('button', { name: 'Add a key for Draw box' }).click()
  await userEvent.keyboard('p')
  await expect.element(page.getByText('P belongs to “Place point”. Take it from there?')).toBeVisible()
  expect(keys('tool-box')).toEqual(['R'])
  await page.getByRole('button', { name: 'Take it' }).click()
  expect([keys('tool-box'), keys('tool-point')]).toEqual([['R', 'P'], []])
  await page.getByRole('button', { name: 'Reset the keys of Draw box' }).click()
  await page.getByRole('button', { name: 'Reset the keys of Place point' }).click()
  expect([keys('tool-box'), keys('tool-point')]).toEqual([['R'], ['P']])
})

it('settings apply at once, are found by name, and are put back one by one', async () => {
  opened.mount(() => <SettingsDialog />)
  await page.getByRole('switch', { name: 'High contrast' }).click()
  expect(document.documentElement.dataset.contrast).toBe('high')
  await page.getByRole('spinbutton', { name: 'Text size, %' }).fill('120')
  expect(document.documentElement.style.getPropertyValue('--text-scale')).toBe('1.2')
  await page.getByRole('spinbutton', { name: 'Text size, %' }).fill('200')
  expect(opened.workspace.settings.access().textSize).toBe(120)
  await page.getByRole('button', { name: 'Reset Text size, %' }).click()
  await page.getByRole('button', { name: 'Reset High contrast' }).click()
  expect(opened.workspace.settings.access()).toEqual({ contrast: 'system', motion: 'system', textSize: 100 })
  await page.getByRole('searchbox').fill('wheel')
  expect([...document.querySelectorAll('.settings-label')].map((each) => each.textContent)).toEqual(['Mouse wheel'])
})
