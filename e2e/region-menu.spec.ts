import { expect, test } from './fixtures/app.ts'

test('a right click on a region, and Shift+F10 on a selected one, open its commands on the canvas', async ({ app }) => {
  await app.openKnownScene()
  await app.canvasKey('r')
  await app.drag([40, 40], [120, 100])
  await app.canvasKey('v')
  await expect(app.regions).toHaveCount(1)

  const rightClick = async (point: readonly [number, number]): Promise<void> => {
    const { x, y } = await app.onScreen(point)
    await app.page.mouse.click(x, y, { button: 'right' })
  }
  const menu = app.page.getByRole('menu')
  await rightClick([200, 180])
  await expect(menu, 'nothing is there').toHaveCount(0)

  await rightClick([80, 70])
  await expect(menu).toBeVisible()
  await app.page.keyboard.press('Escape')
  await expect(menu).toHaveCount(0)

  await app.canvas.focus()
  await app.page.keyboard.press('Shift+F10')
  await expect(menu).toBeVisible()
  await menu.getByRole('menuitem', { name: 'Delete' }).click()
  await expect(app.regions).toHaveCount(0)
})
