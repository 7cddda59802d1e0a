import { expect, test } from './fixtures/app.ts'

test('panes are walked through with F6, made wider, closed and opened by keys, and stay so', async ({ app }) => {
  const { page } = app
  await app.ready()
  const pane = (name: string) => page.locator(`[data-pane=${name}]`)
  const focused = () =>
    page.evaluate(() => document.activeElement?.closest('[data-pane]')?.getAttribute('data-pane') ?? null)
  await app.canvas.focus()
  const seen: (string | null)[] = []
  for (let i = 0; i < 4; i++) {
    await page.keyboard.press('F6')
    seen.push(await focused())
  }
  expect(seen).toEqual(['dialogue', 'regions', 'images', 'canvas'])
  await page.keyboard.press('Shift+F6')
  expect(await focused()).toBe('images')

  const line = page.getByRole('separator', { name: 'Width of the image list' })
  const before = (await pane('images').boundingBox())?.width ?? 0
  await line.focus()
  await page.keyboard.press('ArrowRight')
  const wider = (await pane('images').boundingBox())?.width ?? 0
  expect(wider).toBe(before + 16)

  await app.canvasKey('Control+Alt+b')
  await expect(pane('dialogue')).toHaveCount(0)
  await app.canvasKey('Control+b')
  await expect(pane('images')).toHaveCount(0)
  await page.reload()
  await app.ready()
  await expect(pane('images')).toHaveCount(0)
  await expect(pane('dialogue')).toHaveCount(0)
  await app.canvasKey('Control+f')
  await expect(page.getByRole('combobox', { name: 'Filter images' }), 'the filter brings its list back').toBeFocused()
  expect((await pane('images').boundingBox())?.width).toBe(wider)
})
