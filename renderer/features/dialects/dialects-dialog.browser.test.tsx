import { afterEach, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { dialects } from '../../../shared/dialects/registry.ts'
import type { RegionId } from '../../../shared/ids.ts'
import { openTestWorkspace, testBox } from '../../test-workspace.tsx'
import { DialectsDialog } from './DialectsDialog.tsx'

type Opened = Awaited<ReturnType<typeof openTestWorkspace>>
let opened: Opened
afterEach(() => {
  opened.dispose()
  vi.restoreAllMocks()
})

async function open(selected: boolean) {
  await page.viewport(1100, 700)
  opened = await openTestWorkspace([testBox(1, [250, 188, 517, 625], 'dog')])
  if (selected) opened.workspace.editor.select(['r1' as RegionId])
  opened.workspace.openDialog('dialects')
  opened.mount(() => <DialectsDialog />)
}

const list = () => page.getByRole('listbox', { name: 'Dialects' })
const detail = (name: string) => page.getByRole('article', { name })

it('shows the selected region in every dialect, with its frame, texts and error', async () => {
  await open(true)
  await expect.element(page.getByText('R1 dog on street.png, 1000 × 1000')).toBeVisible()
  await expect.element(page.getByText(`${dialects.length} dialects`)).toBeVisible()
  await expect.element(detail('Shikra').getByText('[0.250,0.188,0.517,0.625]').first()).toBeVisible()
  await page.getByRole('searchbox').fill('qwen-vl')
  await expect.element(page.getByText('1 dialect', { exact: true })).toBeVisible()
  await expect.element(detail('Qwen-VL').getByText('<ref>dog</ref><box>(250,188),(517,625)</box>')).toBeVisible()
  await expect.element(detail('Qwen-VL').getByText('1000 × 1000 steps, 1 × 1 px each')).toBeVisible()
  await expect.element(detail('Qwen-VL').getByText('arXiv 2308.12966')).toBeVisible()
  await page.getByRole('searchbox').fill('kosmos-2')
  await expect.element(detail('Kosmos-2').getByText('32 × 32 steps, 31 × 31 px each')).toBeVisible()
  await page.getByRole('searchbox').fill('qwen-vl')
  await expect.element(detail('Qwen-VL')).toBeVisible()
  const rects = [...document.querySelectorAll('.frame-read')].map((rect) => rect.getAttribute('width'))
  expect(rects).toEqual(['267'])
})

it('an example stands in where no region is selected, and a loss is named', async () => {
  await open(false)
  await expect.element(page.getByText(/^An example box on street.png/)).toBeVisible()
  await page.getByRole('searchbox').fill('gpt4roi')
  await expect.element(detail('GPT4RoI').getByText(/can name a region of an earlier question/)).toBeVisible()
  await expect.element(detail('GPT4RoI').getByText('region1 <bbox>')).toBeVisible()
  await page.getByRole('searchbox').fill('there is none')
  await expect.element(page.getByText('No dialect fits these words.')).toBeVisible()
})

it('keys choose and copy', async () => {
  const copied: string[] = []
  vi.spyOn(navigator.clipboard, 'writeText').mockImplementation(async (text) => void copied.push(text))
  await open(true)
  await page.getByRole('searchbox').fill('florence')
  await userEvent.keyboard('{ArrowDown}')
  expect(document.activeElement).toBe(list().element())
  await userEvent.keyboard('cq')
  await vi.waitFor(() =>
    expect(copied).toEqual(['dog<loc_250><loc_188><loc_517><loc_625>', '<loc_250><loc_188><loc_517><loc_625>']),
  )
  await expect.element(page.getByRole('status')).toHaveTextContent('Copied: <loc_250><loc_188><loc_517><loc_625>')
  await page.getByRole('searchbox').fill('')
  list().element().focus()
  await userEvent.keyboard('{Home}{ArrowDown}')
  await expect.element(detail(dialects[1]?.title ?? '')).toBeVisible()
})
