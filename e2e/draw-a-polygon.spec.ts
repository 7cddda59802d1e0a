import { expect, test } from './fixtures/app.ts'

test('a polygon is drawn click by click, its corners are moved, added and deleted, and undo brings all back', async ({
  app,
}) => {
  await app.ready()
  const { keyboard } = app.page
  await app.canvasKey('n')
  for (const at of [
    [100, 60],
    [300, 60],
    [300, 200],
    [60, 250],
  ] as const)
    await app.clickAt(at)
  await keyboard.press('Backspace')
  await app.clickAt([100, 200])
  await app.shot('polygon-drawing')
  await keyboard.press('Enter')
  await expect(app.regions).toHaveText(/polygon/)
  await expect(app.regions).toHaveText(/100 60 300 200/)

  await keyboard.press('v')
  await app.drag([300, 200], [340, 240])
  await expect(app.regions).toHaveText(/100 60 340 240/)
  await expect(app.canvas, 'the corner that was dragged is in hand for keys').toHaveAttribute('data-scope', 'corner')
  await keyboard.press('Shift+ArrowRight')
  await expect(app.regions).toHaveText(/100 60 350 240/)
  await app.shot('polygon')
  await keyboard.press('Delete')
  await expect(app.regions).toHaveText(/100 60 300 200/)
  await keyboard.press('Escape')
  await expect(app.canvas, 'no corner is in hand, the polygon is selected').toHaveAttribute('data-scope', 'selected')
  for (let i = 0; i < 3; i++) await keyboard.press('Control+z')
  await expect(app.regions).toHaveText(/100 60 300 200/)
  await app.saved()
})
