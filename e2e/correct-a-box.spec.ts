import { type App, expect, test } from './fixtures/app.ts'

async function askForOne(app: App): Promise<readonly number[]> {
  const known = await app.openKnownScene()
  await app.ask(`Where is the ${known.name}?`)
  await expect(app.regions).toHaveCount(1)
  return (await app.regions.first().locator('.region-place').innerText()).split(/\s+/).map(Number)
}

test('one drag corrects a proposal: the chip says so, the model’s own box is kept, undo brings it back', async ({
  app,
}) => {
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = await askForOne(app)
  const centre = [(x1 + x2) / 2, (y1 + y2) / 2] as const
  const step = Math.round((x2 - x1) / 5)

  await app.canvasKey('v')
  await app.clickAt(centre)
  await app.drag(centre, [centre[0] - step, centre[1] + 2])
  await expect(app.turns.last().locator('.chip')).toContainText(/edited, IoU 0\.[3-9]\d/)
  await expect(app.regions.first()).toHaveAccessibleName(/edited, IoU/)
  await app.saved()
  await app.shot('corrected')

  await app.page.keyboard.press('Control+z')
  await expect(app.regions.first()).toHaveAccessibleName(/proposal/)
  await app.page.keyboard.press('Control+Shift+z')
  await expect(app.regions.first()).toHaveAccessibleName(/edited, IoU/)
})

test('G goes to the next proposal, Y accepts, X rejects', async ({ app }) => {
  await askForOne(app)
  await app.canvasKey('g')
  await expect(app.regions.first()).toHaveAttribute('aria-selected', 'true')
  await app.page.keyboard.press('y')
  await expect(app.regions.first()).toHaveAccessibleName(/accepted/)
  await app.page.keyboard.press('Control+z')
  await app.page.keyboard.press('g')
  await app.page.keyboard.press('x')
  await expect(app.regions.first()).toHaveAccessibleName(/rejected/)
  await expect(app.turns.last().locator('.chip')).toContainText('rejected')
  await app.shot('rejected')
})

test('undo and redo cover geometry, labels and turns', async ({ app }) => {
  await askForOne(app)
  await app.regions.first().click()
  await app.page.keyboard.press('F2')
  await app.page.getByRole('combobox', { name: 'Label' }).fill('my thing')
  await app.page.keyboard.press('Enter')
  await expect(app.regions.first()).toHaveAccessibleName(/my thing/)

  await app.canvasKey('Control+z')
  await expect(app.regions.first()).not.toHaveAccessibleName(/my thing/)
  await app.page.keyboard.press('Control+z')
  await expect(app.turns, 'one step takes back the answer and its question').toHaveCount(0)
  await expect(app.regions).toHaveCount(0)
  await app.page.keyboard.press('Control+y')
  await expect(app.turns).toHaveCount(2)
  await app.page.keyboard.press('Control+y')
  await expect(app.regions.first()).toHaveAccessibleName(/my thing/)
})
