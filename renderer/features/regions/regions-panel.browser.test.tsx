import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { Region } from '../../../shared/dialogue/region.ts'
import { shapeRegion } from '../../../shared/document/commands/shape-region.ts'
import { listenForKeys } from '../../actions/dispatch-key.ts'
import { actions } from '../../actions/register.ts'
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
  place = opened.mount(() => {
    listenForKeys(actions, () => opened.workspace)
    return <RegionsPanel />
  })
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

it('offers labels used before by some of their letters; the arrows choose, Enter takes; all selected get it', async () => {
  opened.workspace.editor.commit('history.add-box', (draft) => {
    for (const [n, label] of [
      [3, 'traffic light'],
      [4, 'cat'],
    ] as const)
      draft.regions[`r${n}` as never] = testBox(n, [1, 1, 50, 50], label)
  })
  await page.getByRole('option', { name: /^R1/ }).click()
  await page.getByRole('option', { name: /^R2/ }).click({ modifiers: ['Shift'] })
  await userEvent.keyboard('{F2}')
  await expect.element(page.getByRole('combobox', { name: 'Label of 2 regions' })).toHaveFocus()
  const labels = page.getByRole('listbox', { name: 'Labels used so far' })
  await expect.element(labels).toBeVisible()
  expect(labels.element().textContent).toBe('dog1traffic light2cat3')
  await userEvent.keyboard('tl{ArrowDown}')
  expect([...labels.element().children].map((option) => option.textContent)).toEqual(['traffic light2'])
  await userEvent.keyboard('{Enter}')
  expect([regions().r1?.label, regions().r2?.label]).toEqual(['traffic light', 'traffic light'])
  expect(opened.workspace.editor.undoLabel()).toBe('history.relabel-region')
  await userEvent.keyboard('3')
  expect([regions().r1?.label, regions().r2?.label]).toEqual(['cat', 'cat'])
})

it('selects ranges with Shift, by pointer and by keys, and every row with Ctrl+A', async () => {
  opened.workspace.editor.commit('history.add-box', (draft) => {
    for (let n = 3; n <= 6; n++) draft.regions[`r${n}` as never] = testBox(n, [1, 1, 50, 50])
  })
  const selection = () => opened.workspace.editor.selection()
  await page.getByRole('option', { name: /^R2/ }).click()
  await page.getByRole('option', { name: /^R5/ }).click({ modifiers: ['Shift'] })
  expect(selection()).toEqual(['r2', 'r3', 'r4', 'r5'])
  await userEvent.keyboard('{Shift>}{ArrowUp}{/Shift}')
  expect(selection()).toEqual(['r2', 'r3', 'r4'])
  await page.getByRole('option', { name: /^R1/ }).click({ modifiers: ['Shift'] })
  expect(selection(), 'the range turns round its anchor').toEqual(['r2', 'r1'])
  await userEvent.keyboard('{Control>}a{/Control}')
  expect(selection()).toHaveLength(6)
})

it('finds and orders many regions; an empty answer says how to see all again', async () => {
  opened.workspace.editor.commit('history.add-box', (draft) => {
    for (let n = 3; n <= 9; n++)
      draft.regions[`r${n}` as never] = testBox(n, [1, 1, 10 * n, 50], n % 2 === 0 ? 'cat' : 'bird')
  })
  const field = page.getByRole('searchbox', { name: 'Filter by label, kind or state' })
  await field.fill('cat')
  await userEvent.selectOptions(page.getByRole('combobox', { name: 'Order' }), 'Largest first')
  expect(names().map((name) => name?.slice(0, 2))).toEqual(['R8', 'R6', 'R4'])
  expect(place.querySelector('header')?.textContent).toContain('3 of 9')
  await field.fill('horse')
  await page.getByRole('button', { name: 'Show all' }).click()
  expect(names()).toHaveLength(9)
  await expect.element(field).toHaveValue('')
})

it('judges a proposal from its row', async () => {
  await page.getByRole('button', { name: 'Accept R2' }).click()
  expect(regions().r2?.proposal?.judgement).toBe('accepted')
  expect(names()[1]).toBe('R2, box, 41 % from left, 20 % from top, accepted')
})

it('all of a row can be seen and pressed in a list of the usual width, whatever is said of the region', async () => {
  const { proposal: predicted } = proposal
  if (!predicted) throw new Error('a proposal')
  const edited = { ...predicted, judgement: 'corrected', confidence: 0.95 } as const
  opened.workspace.editor.commit('history.add-box', (draft) => {
    draft.regions.r3 = { ...proposal, id: 'r3' as never, number: 3, proposal: { ...predicted, confidence: 0.95 } }
    draft.regions.r4 = { ...testBox(4, [400, 201, 890, 888], 'automobile'), origin: 'model', proposal: edited }
  })
  await expect.poll(() => names().length).toBe(4)
  for (const row of place.querySelectorAll('[role=option]')) {
    const end = row.getBoundingClientRect().right
    expect(row.scrollWidth, row.textContent ?? '').toBe(row.clientWidth)
    for (const part of row.querySelectorAll('.region-row > *'))
      expect(part.getBoundingClientRect().right, `${row.textContent}: ${part.className}`).toBeLessThanOrEqual(end)
  }
  await page.getByRole('button', { name: 'Reject R3' }).click()
  expect(regions().r3?.proposal?.judgement).toBe('rejected')
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
  await userEvent.selectOptions(page.getByRole('combobox', { name: 'Order' }), 'Least sure first')
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

it('keeps only the rows in view in the page, and follows a selection among ten thousand within a frame', async () => {
  opened.workspace.editor.commit('history.add-box', (draft) => {
    for (let n = 3; n <= 10_000; n++) draft.regions[`r${n}` as never] = testBox(n, [1, 1, 50, 50])
  })
  expect(names().length).toBeLessThan(40)
  expect(place.querySelector('[role=option]')?.getAttribute('aria-setsize')).toBe('10000')
  const times: number[] = []
  for (let n = 500; n <= 10_000; n += 500) {
    const before = performance.now()
    opened.workspace.editor.select([`r${n}` as never])
    void place.offsetHeight
    times.push(performance.now() - before)
    await expect.poll(() => place.querySelector('[aria-selected=true]')?.getAttribute('aria-label')).toMatch(`R${n},`)
  }
  const list = place.querySelector('[role=listbox]')
  list?.scrollTo(0, 0)
  await expect.poll(() => names()[0]).toMatch('R1 dog')
  ;(list as HTMLElement).focus()
  await userEvent.keyboard('{F2}')
  await expect.element(page.getByRole('combobox', { name: 'Label', exact: true })).toHaveFocus()
  await userEvent.keyboard('{Escape}')
  times.sort((a, b) => a - b)
  expect(times[Math.floor(times.length / 2)]).toBeLessThan(16)
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
  await userEvent.keyboard('{Enter}')
  expect(opened.workspace.notice()).toBe('x1 must be less than x2')
  await x2.fill('1001')
  await userEvent.keyboard('{Tab}')
  expect(opened.workspace.notice()).toBe('x2 must lie between 0 and 1000')
  expect(regions().r1?.shape).toMatchObject({ x2: 350 })
  await expect.element(x2).toHaveValue(350)
  await page.getByRole('radio', { name: '0–1' }).click({ force: true })
  await expect.element(x2).toHaveValue(0.35)
  await expect.element(x2).toBeValid()
  await x2.click()
  await userEvent.keyboard('{ArrowUp}{Shift>}{ArrowUp}{/Shift}')
  expect(regions().r1?.shape).toMatchObject({ x2: 361 })
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
