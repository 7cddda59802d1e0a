import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { Region } from '../../../shared/dialogue/region.ts'
import { shapeRegion } from '../../../shared/document/commands/shape-region.ts'
import { openTestWorkspace, testBox } from '../../test-workspace.tsx'
import { RegionsPanel } from './RegionsPanel.tsx'

type Opened = Awaited<ReturnType<typeof openTestWorkspace>>
let opened: Opened
let place: HTMLElement

const drawn = testBox(1, [100, 200, 300, 300], 'dog')
const proposed = testBox(2, [410, 200, 900, 900])
const proposal: Region = {
  ...proposed,
  origin: 'model',
  proposal: { turnId: 't' as never, predicted: proposed.shape, judgement: 'open' },
}

beforeEach(async () => {
  opened = await openTestWorkspace([drawn, proposal])
  place = opened.mount(() => <RegionsPanel />)
  place.style.cssText = 'height: 300px; width: 380px; display: flex'
})
afterEach(() => opened.dispose())

const names = () => [...place.querySelectorAll('[role=option]')].map((row) => row.getAttribute('aria-label'))
const regions = () => opened.workspace.editor.document.regions

it('is the canvas in words', () => {
  expect(names()).toEqual([
    'R1 dog, box, 10 % from left, 20 % from top',
    'R2, box, 41 % from left, 20 % from top, proposal',
  ])
})

it('selects with pointer and keys, several with Ctrl', async () => {
  await page.getByRole('option', { name: /^R1/ }).click()
  await userEvent.keyboard('{ArrowDown}')
  expect(opened.workspace.editor.selection()).toEqual(['r2'])
  await page.getByRole('option', { name: /^R1/ }).click({ modifiers: ['Control'] })
  expect(opened.workspace.editor.selection()).toEqual(['r2', 'r1'])
  const selected = [...place.querySelectorAll('[role=option]')].map((row) => row.getAttribute('aria-selected'))
  expect(selected).toEqual(['true', 'true'])
})

it('renames in place: F2, Enter; Escape leaves the label', async () => {
  await page.getByRole('option', { name: /^R1/ }).click()
  await userEvent.keyboard('{F2}wolf{Enter}')
  expect(regions().r1?.label).toBe('wolf')
  await userEvent.keyboard('{F2}cat{Escape}')
  expect(regions().r1?.label).toBe('wolf')
  expect(document.activeElement).toBe(place.querySelector('[role=listbox]'))
})

it('judges a proposal from its row', async () => {
  await page.getByRole('button', { name: 'Accept R2' }).click()
  expect(regions().r2?.proposal?.judgement).toBe('accepted')
  expect(names()[1]).toBe('R2, box, 41 % from left, 20 % from top, accepted')
})

it('shows how sure the model is, filters and sorts by it', async () => {
  expect(place.querySelector('.regions-filter')).toBeNull()
  opened.workspace.editor.commit('history.add-box', (draft) => {
    for (const [n, confidence] of [
      [3, 0.95],
      [4, 0.3],
    ] as const) {
      const region = testBox(n, [1, 1, 50, 50])
      draft.regions[region.id] = {
        ...region,
        origin: 'model',
        proposal: { turnId: 't' as never, predicted: region.shape, judgement: 'open', confidence },
      }
    }
  })
  expect(names()[3]).toBe('R4, box, 0 % from left, 0 % from top, proposal, confidence 30 %')
  expect(place.querySelector('.region-confidence')?.textContent).toBe('95 %')
  await page.getByRole('checkbox', { name: 'Least sure first' }).click()
  expect(names().map((name) => name?.slice(0, 2))).toEqual(['R4', 'R3', 'R1', 'R2'])
  await userEvent.selectOptions(page.getByRole('combobox', { name: 'Least confidence' }), '50')
  expect(names().map((name) => name?.slice(0, 2))).toEqual(['R3', 'R1', 'R2'])
})

it('Enter mentions, Delete deletes', async () => {
  const mention = vi.spyOn(opened.workspace, 'mention')
  await page.getByRole('option', { name: /^R1/ }).click()
  await userEvent.keyboard('{Enter}')
  expect(mention).toHaveBeenCalledWith(['r1'])
  await userEvent.keyboard('{Delete}')
  expect(Object.keys(regions())).toEqual(['r2'])
})

it('highlights its region while the pointer is over the row', async () => {
  await page.getByRole('option', { name: /^R2/ }).hover()
  expect(opened.workspace.editor.hovered()).toBe('r2')
})

it('keeps only the rows in view in the page', async () => {
  opened.workspace.editor.commit('history.add-box', (draft) => {
    for (let n = 3; n <= 2000; n++) draft.regions[`r${n}`] = testBox(n, [1, 1, 50, 50])
  })
  expect(names().length).toBeLessThan(40)
  expect(place.querySelector('[role=option]')?.getAttribute('aria-setsize')).toBe('2000')
})

it('hides and locks from the row; a locked one is not moved, a hidden one stays in the list', async () => {
  await page.getByTitle('Lock R1', { exact: true }).click()
  expect(regions().r1?.locked).toBe(true)
  opened.workspace.editor.commit('history.move-region', shapeRegion('r1' as never, testBox(9, [1, 1, 9, 9]).shape))
  expect(regions().r1?.shape).toEqual(drawn.shape)
  await page.getByTitle('Hide R1', { exact: true }).click()
  expect(regions().r1?.hidden).toBe(true)
  expect(names()).toHaveLength(2)
  await page.getByTitle('Unlock R1', { exact: true }).click()
  await page.getByTitle('Show R1', { exact: true }).click()
  expect(regions().r1).toEqual(drawn)
})

it('takes coordinates that are typed, in pixels and in parts; a box that would be turned round is refused', async () => {
  await page.getByRole('option', { name: /^R1/ }).click()
  const x2 = page.getByRole('spinbutton', { name: 'x2' })
  await x2.fill('350')
  await userEvent.keyboard('{Tab}')
  expect(regions().r1?.shape).toEqual({ kind: 'box', x1: 100, y1: 200, x2: 350, y2: 300 })
  await x2.fill('50')
  await userEvent.keyboard('{Tab}')
  expect(regions().r1?.shape).toMatchObject({ x2: 350 })
  await expect.element(x2).toHaveValue(350)
  await page.getByRole('radio', { name: '0–1' }).click({ force: true })
  await expect.element(x2).toHaveValue(0.35)
  await x2.fill('0.4')
  await userEvent.keyboard('{Tab}')
  expect(regions().r1?.shape).toMatchObject({ x2: 400 })
})

it('opens the commands on a region by a right click', async () => {
  await page.getByRole('option', { name: /^R1/ }).click()
  await page.getByRole('option', { name: /^R1/ }).click({ button: 'right' })
  await page.getByRole('menuitem', { name: /^Duplicate/ }).click()
  await expect.poll(() => Object.keys(regions()).length).toBe(3)
})
