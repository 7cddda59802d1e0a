import { expect, test } from './fixtures/app.ts'

test.use({ viewport: { width: 1100, height: 700 } })

test('one dialogue is about two images: both are named in a message, which is written without asking', async ({
  app,
}) => {
  const { page } = app
  await app.ready()
  await app.openImage('sea.jpg')
  await app.composer.click()
  await page.keyboard.type('Which of the two shows a boat?')
  await page.keyboard.press('Alt+Enter')
  await expect(app.turns).toHaveCount(1)
  await page.getByRole('button', { name: 'Dialogue', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Images of the dialogue' }).click()
  await page.getByRole('combobox', { name: 'Add an image by its name' }).fill('toys.jpg')
  await app.composer.click()
  await page.keyboard.type('@sea')
  await page.keyboard.press('Enter')
  await page.keyboard.type(', not @toys')
  await page.keyboard.press('Tab')
  await expect(app.composer).toHaveText(/sea\.jpg\s*, not\s*toys\.jpg/)
  await expect(page.getByText('The model sees one image; this dialogue is about others, too')).toBeVisible()
  await app.shot('several-images')
  await page.keyboard.press('Alt+Enter')
  await expect(app.turns.last()).toContainText(/sea\.jpg\s*, not\s*toys\.jpg/)
  await app.saved()
  await page.reload()
  await app.ready()
  await app.openImage('toys.jpg')
  await expect(app.turns.last()).toContainText(/sea\.jpg\s*, not\s*toys\.jpg/)
  await app.turns.last().getByRole('button', { name: 'Image sea.jpg' }).click()
  await expect(page.getByRole('option', { name: /sea\.jpg/ })).toHaveAttribute('aria-selected', 'true')
  await page.emulateMedia({ colorScheme: 'dark' })
  await app.shot('several-images-dark')
})
