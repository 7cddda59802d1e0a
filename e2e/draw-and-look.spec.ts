import { type App, expect, test } from './fixtures/app.ts'

const view = (app: App) =>
  app.canvas.evaluate((host) => [host.dataset.zoom, host.dataset.x, host.dataset.y].map(Number))

test('the wheel zooms at the pointer; space and the middle button pan, also while a box is drawn', async ({ app }) => {
  await app.ready()
  const { mouse, keyboard } = app.page
  const mark = [200, 150] as const
  const before = await app.onScreen(mark)
  const [zoom = 0] = await view(app)
  await mouse.move(before.x, before.y)
  await mouse.wheel(0, -300)
  await expect.poll(async () => (await view(app))[0]).toBeGreaterThan(zoom * 1.3)
  const after = await app.onScreen(mark)
  expect(Math.hypot(after.x - before.x, after.y - before.y), 'what was under the pointer stays there').toBeLessThan(1)

  await app.canvas.focus()
  await keyboard.down('Space')
  await mouse.down()
  await mouse.move(before.x + 60, before.y + 30, { steps: 3 })
  await mouse.up()
  await keyboard.up('Space')
  const panned = await app.onScreen(mark)
  expect([Math.round(panned.x - after.x), Math.round(panned.y - after.y)]).toEqual([60, 30])
  expect(await app.regions.count(), 'panning draws nothing').toBe(0)

  await app.canvasKey('r')
  await mouse.move(panned.x, panned.y)
  await mouse.down()
  await mouse.move(panned.x + 20, panned.y + 20, { steps: 3 })
  await mouse.down({ button: 'middle' })
  await mouse.move(panned.x + 50, panned.y + 40, { steps: 3 })
  await mouse.up({ button: 'middle' })
  const corner = await app.onScreen([260, 190])
  await mouse.move(corner.x, corner.y, { steps: 3 })
  await mouse.up()
  await expect(app.regions).toHaveText(/200 150 260 190/)
  await app.shot('zoomed')

  await app.page.keyboard.press('Shift+!')
  await expect.poll(async () => (await view(app))[0]).toBeCloseTo(zoom)
})

test('every handle resizes its edges, and Esc in the middle puts everything back', async ({ app }) => {
  await app.ready()
  await app.canvasKey('r')
  await app.drag([200, 100], [300, 200])
  await app.canvasKey('v')
  for (const [from, to, expected] of [
    [[200, 100], [190, 90], '190 90 300 200'],
    [[245, 90], [245, 80], '190 80 300 200'],
    [[300, 80], [310, 90], '190 90 310 200'],
    [[310, 145], [320, 145], '190 90 320 200'],
    [[320, 200], [330, 210], '190 90 330 210'],
    [[260, 210], [260, 220], '190 90 330 220'],
    [[190, 220], [180, 230], '180 90 330 230'],
    [[180, 160], [170, 160], '170 90 330 230'],
  ] as const) {
    await app.drag(from, to)
    await expect(app.regions).toHaveText(new RegExp(expected))
  }
  const { mouse, keyboard } = app.page
  for (const [start, state] of [
    [[330, 230], 'resizing'],
    [[250, 160], 'moving'],
  ] as const) {
    const at = await app.onScreen(start)
    await mouse.move(at.x, at.y)
    await mouse.down()
    await mouse.move(at.x + 40, at.y + 30, { steps: 4 })
    await expect(app.canvas).toHaveAttribute('data-state', state)
    await keyboard.press('Escape')
    await mouse.up()
    await expect(app.regions).toHaveText(/170 90 330 230/)
  }
  await keyboard.press('ArrowRight')
  await keyboard.press('Shift+ArrowDown')
  await keyboard.press('Control+ArrowRight')
  await expect(app.regions).toHaveText(/171 100 332 240/)
})

test('nothing comes of drags beside the picture, of tiny ones, or of ones given up', async ({ app }) => {
  await app.ready()
  await app.canvasKey('r')
  await app.drag([60, -40], [160, -10])
  await app.page.keyboard.press('Escape')
  await app.canvasKey('r')
  await app.drag([100, 100], [101, 101])
  await app.page.keyboard.press('Escape')
  await expect(
    app.page.getByRole('button', { name: 'Draw box' }),
    'Esc drops the shape, the tool stays',
  ).toHaveAttribute('aria-pressed', 'true')
  const at = await app.onScreen([50, 50])
  await app.page.mouse.move(at.x, at.y)
  await app.page.mouse.down()
  await app.page.mouse.move(at.x + 80, at.y + 80, { steps: 3 })
  await app.page.keyboard.press('Escape')
  await app.page.mouse.up()
  await app.canvasKey('p')
  await app.clickAt([100, -20])
  await expect(app.regions).toHaveCount(0)

  await app.canvasKey('r')
  await app.drag([500, 250], [600, 350])
  await expect(app.regions, 'what sticks out is cut off').toHaveText(/500 250 600 320/)
  await app.saved()
})

test('the theme is chosen in the menu and stays', async ({ app }) => {
  await app.ready()
  const paper = () => app.page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  const before = await paper()
  await app.page.getByRole('button', { name: 'Menu' }).click()
  await app.page.getByRole('menuitemcheckbox', { name: 'Dark' }).click()
  await expect.poll(paper).not.toBe(before)
  const dark = await paper()
  await app.page.reload()
  await app.ready()
  expect(await paper()).toBe(dark)
})
