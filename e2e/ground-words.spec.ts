import { expect, test } from './fixtures/app.ts'

test.use({ viewport: { width: 1100, height: 700 } })

test('words are chosen and grounded without a mouse; drawing and linking is one step', async ({ app }) => {
  const { page } = app
  await app.ready()
  await app.composer.click()
  await page.keyboard.type('The red bird sings')
  await page.keyboard.press('Alt+Enter')
  await expect(app.turns).toHaveCount(1)
  await expect(app.composer).toHaveText('')
  const said = app.turns.first().locator('.turn-text')

  await page.getByRole('log').focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Shift+ArrowRight')
  expect(await page.evaluate(() => String(getSelection()))).toBe('red bird')
  await page.keyboard.press('m')
  await expect(page.getByText('Draw or click the regions of “red bird”.')).toBeVisible()
  await app.shot('ground-words')

  await app.canvasKey('r')
  await app.drag([40, 40], [160, 130])
  await expect(said).toHaveText(/^The red bird\s*R1\s*sings$/)
  await page.keyboard.press('Control+z')
  await expect(said).toHaveText('The red bird sings')
  await expect(app.regions).toHaveCount(0)
  await page.keyboard.press('Control+Shift+z')
  await expect(said).toHaveText(/^The red bird\s*R1\s*sings$/)
  await expect(app.regions).toHaveCount(1)
})
