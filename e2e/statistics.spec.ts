import { AxeBuilder } from '@axe-core/playwright'
import { type App, expect, test } from './fixtures/app.ts'

async function openStatistics(app: App): Promise<void> {
  await app.ready()
  await app.openImage('meadow')
  await app.page.keyboard.press('Escape')
  await app.page.keyboard.press('Alt+4')
  await expect(app.page.getByRole('region', { name: 'Labels', exact: true })).toBeVisible({ timeout: 30_000 })
}

test('the project is counted off the window’s thread, and a bar shows its images', async ({ app }) => {
  await openStatistics(app)
  const { page } = app
  await expect(page.getByRole('region', { name: 'Images by state' })).toBeVisible()
  await page.getByRole('radio', { name: 'Tables' }).check({ force: true })
  const regions = page.getByRole('region', { name: 'Area of boxes, % of the picture' })
  const bin = regions.getByRole('row').nth(1)
  await bin.getByRole('button').press('Enter')
  await expect(page.getByRole('combobox', { name: 'Filter images' })).toHaveValue(/^set:"Area of boxes/)
  const shown = page.getByRole('listbox', { name: 'Images' }).getByRole('option')
  await expect(shown).not.toHaveCount(0)
  expect(await shown.count()).toBeLessThan(6)
})

for (const scheme of ['light', 'dark'] as const) {
  test(`plots and tables have names, roles and contrast, ${scheme}`, async ({ app }) => {
    await app.page.emulateMedia({ colorScheme: scheme })
    await app.page.setViewportSize({ width: 1100, height: 700 })
    await openStatistics(app)
    const { page } = app
    await expect(page.locator('.plot svg').first()).toBeVisible()
    for (const view of ['Plots', 'Tables']) {
      await page.getByRole('radio', { name: view }).check({ force: true })
      await app.shot(`statistics-1100-${scheme}-${view.toLowerCase()}`)
      const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
      expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
    }
  })
}
