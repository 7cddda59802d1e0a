import { expect, test } from './fixtures/app.ts'

test.use({ viewport: { width: 1100, height: 700 } })

test('in a narrow window dialogue and regions share one place; keys and mentions find both', async ({ app }) => {
  await app.ready()
  const { page } = app
  await app.openImage('meadow')
  const tab = (name: RegExp) => page.getByRole('tablist', { name: 'Dialogue or regions' }).getByRole('tab', { name })
  await expect(tab(/^Dialogue/)).toHaveAttribute('aria-selected', 'true')
  await expect(tab(/^Regions/)).toHaveText(/Regions 4/)
  await expect(app.regions.first()).toBeHidden()
  await app.composer.click()
  await page.keyboard.type('half a question about ')

  await tab(/^Regions/).click()
  await expect(app.composer).toBeHidden()
  await app.regions.filter({ hasText: 'cat' }).click()
  await app.shot('regions-tab')
  await page.keyboard.press('F2')
  await page.keyboard.type('tiger')
  await page.keyboard.press('Enter')
  await expect(app.regions.filter({ hasText: 'tiger' })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(app.composer, 'what was written is still there').toHaveText(/half a question about\s*R2 tiger/)
  await expect(app.composer).toBeFocused()

  await page.keyboard.press('F6')
  await expect(page.getByRole('listbox', { name: 'Regions' }), 'F6 opens the tab').toBeFocused()
  await expect(app.regions.first()).toBeVisible()
  await page.keyboard.press('Shift+F6')
  await expect(app.composer).toBeFocused()

  await page.setViewportSize({ width: 1440, height: 900 })
  await expect(app.regions.first()).toBeVisible()
  await expect(app.composer).toHaveText(/half a question about/)
  await expect(page.getByRole('tablist', { name: 'Dialogue or regions' })).toHaveCount(0)
})
