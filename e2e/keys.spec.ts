import { expect, test } from './fixtures/app.ts'

test('a command is found in the palette, and a key that was changed runs it after a restart', async ({ app }) => {
  await app.ready()
  const { page } = app
  const before = await app.regions.count()
  await app.canvasKey('r')
  await app.drag([40, 40], [160, 130])
  await expect(app.regions).toHaveCount(before + 1)

  await app.canvasKey('Control+k')
  await page.keyboard.type('duplicate')
  await app.shot('palette')
  await page.keyboard.press('Enter')
  await expect(app.regions).toHaveCount(before + 2)

  await app.canvasKey('Control+,')
  await expect(page.getByRole('dialog')).toBeVisible()
  await app.shot('settings')
  await page.getByRole('button', { name: 'Change keys…' }).click()
  await page.getByRole('searchbox').fill('duplicate')
  await page.getByRole('button', { name: 'Add a key for Duplicate region' }).click()
  await page.keyboard.press('u')
  await app.shot('key-editor')
  await page.keyboard.press('Escape')
  await app.saved()
  await page.reload()
  await app.ready()
  await app.regions.last().click()
  await app.canvasKey('u')
  await expect(app.regions).toHaveCount(before + 3)
})
