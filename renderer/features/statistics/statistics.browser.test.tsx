import { afterEach, expect, it } from 'vitest'
import { page } from 'vitest/browser'
import type { RecordChange } from '../../../shared/document/document.ts'
import { countRecords } from '../../state/count-statistics.ts'
import { openTestWorkspace, testBox } from '../../test-workspace.tsx'
import { StatisticsScreen } from './StatisticsScreen.tsx'
import { csvOf } from './save-figure.ts'

let opened: Awaited<ReturnType<typeof openTestWorkspace>>
afterEach(() => opened.dispose())

it('counts the project, and a bar shows its images', async () => {
  await page.viewport(1100, 700)
  const regions = [
    testBox(1, [0, 0, 100, 100], 'dog'),
    testBox(2, [0, 0, 300, 300], 'dog'),
    testBox(3, [5, 5, 9, 9], 'cat'),
  ]
  opened = await openTestWorkspace(regions)
  const { workspace } = opened
  async function* records(): AsyncGenerator<RecordChange[]> {
    yield regions.map((after) => ({ table: 'regions', id: after.id, before: null, after }))
  }
  const place = opened.mount(() => <StatisticsScreen count={countRecords(records)} />)
  place.style.cssText = 'display:flex;height:700px'
  const labels = page.getByRole('region', { name: 'Labels', exact: true })
  await expect
    .element(labels.getByRole('img'))
    .toHaveAccessibleName(expect.stringMatching(/^Labels\. dog\s*: 2\. cat\s*: 1$/))
  await expect.poll(() => labels.element().querySelectorAll('.statistics-bar').length).toBe(2)
  labels
    .element()
    .querySelector('.statistics-bar')
    ?.dispatchEvent(new MouseEvent('click', { bubbles: true }))
  expect([workspace.library.filter(), workspace.view()]).toEqual(['label:dog', 'picture'])
  await page.getByRole('radio', { name: 'Tables' }).click()
  await page.getByRole('button', { name: 'cat', exact: true }).click()
  expect(workspace.library.filter()).toBe('label:cat')
  const areas = page.getByRole('region', { name: 'Area of boxes, % of the picture', exact: true })
  await areas.getByRole('button', { name: '1–3 %', exact: true }).click()
  expect(workspace.library.filter()).toBe('set:"Area of boxes, % of the picture 1–3 %"')
  expect(workspace.library.shown().map(({ path }) => path)).toEqual(['street.png'])
})

it('writes files that spreadsheets read and do not run', () => {
  expect(
    csvOf([
      ['a,"b"', 1],
      ['=SUM(A1)', -2],
    ]),
  ).toBe('"a,""b""",1\r\n\'=SUM(A1),-2\r\n')
})
