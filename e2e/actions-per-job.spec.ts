import { join } from 'node:path'
import { type App, expect, test } from './fixtures/app.ts'
import { Hand } from './fixtures/hand.ts'
import { type Known, makeSceneFolder } from './fixtures/scene-folder.ts'

// The counts that docs/tasted.md compares. A job begins where the one before has ended, as in a day's work.

async function atWork(app: App): Promise<{ known: Known; hand: Hand }> {
  const known = await app.openKnownScene()
  await app.modelReady()
  return { known, hand: new Hand(app) }
}

async function answered(app: App): Promise<void> {
  await expect(app.turns).toHaveCount(2)
  await expect(app.page.getByRole('button', { name: 'Stop' })).toHaveCount(0, { timeout: 30_000 })
}

test('chat about a region: draw, type, Enter', async ({ app }, info) => {
  const { known, hand } = await atWork(app)
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = known.box
  await app.canvasKey('r')
  await app.composer.click()

  await hand.drag([x1, y1], [x2, y2])
  await hand.type(' What is this?')
  await hand.press('Enter')
  await answered(app)
  await expect(app.turns.first().locator('.chip')).toHaveText(/R1/)
  await app.saved()
  tell(info, hand)
  expect(hand.count).toBe(3)
})

test('ask for a box and correct it: type, Enter, drag', async ({ app }, info) => {
  const { known, hand } = await atWork(app)
  await app.canvasKey('v')
  await app.composer.click()

  await hand.type(`Where is the ${known.name}?`)
  await hand.press('Enter')
  await answered(app)
  await expect(app.regions).toHaveCount(1)
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = (await app.regions.first().locator('.region-place').innerText())
    .split(/\s+/)
    .map(Number)
  const centre = [(x1 + x2) / 2, (y1 + y2) / 2] as const
  await hand.press('Escape')
  await hand.drag(centre, [centre[0] - Math.round((x2 - x1) / 5), centre[1] + 2])
  await expect(app.turns.last().locator('.chip')).toContainText(/edited, IoU 0\.\d+/)
  await app.saved()
  tell(info, hand)
  expect(hand.count).toBe(4)
})

test('the whole record: box a region, ask about it, correct the box of the answer', async ({ app }, info) => {
  const { known, hand } = await atWork(app)
  const [, , x2 = 0, y2 = 0] = known.box
  await app.canvasKey('r')
  await app.composer.click()

  await hand.drag([x2 + 4, y2 + 4], [x2 + 60, y2 + 60])
  await hand.type(` Where is the ${known.name}?`)
  await hand.press('Enter')
  await answered(app)
  await hand.press('Escape')
  await hand.press('v')
  await expect.poll(() => app.regions.count(), 'the answer points').toBeGreaterThan(1)
  const place = (await app.regions.last().locator('.region-place').innerText()).split(/\s+/).map(Number)
  const [px1 = 0, py1 = 0, px2 = 0, py2 = 0] = place
  const centre = [(px1 + px2) / 2, (py1 + py2) / 2] as const
  await hand.drag(centre, [centre[0] + Math.round((px2 - px1) / 5), centre[1] - 2])
  await expect(app.turns.last().locator('.chip').last()).toContainText(/edited, IoU 0\.\d+/)
  await app.saved()
  tell(info, hand)
  expect(hand.count).toBe(6)
})

test('label a question and its answer: type, Tab, type, Ctrl+Enter', async ({ app }, info) => {
  const { hand } = await atWork(app)
  const { page } = app
  await page.keyboard.press('Escape')
  await page.keyboard.press('Alt+2')
  const grid = page.getByRole('grid', { name: 'Questions and answers' })
  await grid.focus()
  await page.keyboard.press('Control+Enter')
  const writing = (name: string) => grid.getByRole('gridcell', { name, exact: true }).getByRole('textbox')
  await expect(writing('Question, row 1')).toBeFocused()

  await hand.type('What colour is it?')
  await hand.press('Tab')
  await expect(writing('Answer, row 1')).toBeFocused()
  await hand.type('Blue.')
  await hand.press('Control+Enter')
  await expect(writing('Question, row 2')).toBeFocused()
  await expect(grid.getByRole('gridcell', { name: 'State, row 1' })).toHaveText('written')
  await app.saved()
  tell(info, hand)
  expect(hand.count).toBe(4)
})

test('label a question and its answer, by a newcomer: buttons and cells with the mouse', async ({ app }, info) => {
  const { hand } = await atWork(app)
  const { page } = app
  await page.getByRole('radio', { name: 'Questions' }).check({ force: true })
  const grid = page.getByRole('grid', { name: 'Questions and answers' })
  const cell = (name: string) => grid.getByRole('gridcell', { name, exact: true })
  await expect(grid).toBeVisible()

  await hand.click(page.getByRole('button', { name: /^Add row/ }))
  await expect(cell('Question, row 1').getByRole('textbox')).toBeFocused()
  await hand.type('What colour is it?')
  await hand.press('Enter')
  await hand.click(cell('Answer, row 1'))
  await hand.press('Enter')
  await hand.type('Blue.')
  await hand.press('Enter')
  await expect(cell('State, row 1')).toHaveText('written')
  tell(info, hand)
  expect(hand.count).toBe(7)
})

test('chat about a region, by a newcomer: buttons with the mouse', async ({ app }, info) => {
  const { known, hand } = await atWork(app)
  const { page } = app
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = known.box

  await hand.click(page.getByRole('button', { name: 'Draw box' }))
  await hand.drag([x1, y1], [x2, y2])
  await hand.click(page.getByRole('button', { name: 'Mention in message' }))
  await hand.type(' What is this?')
  await hand.click(page.getByRole('button', { name: 'Send' }))
  await answered(app)
  await expect(app.turns.first().locator('.chip')).toHaveText(/R1/)
  await app.saved()
  tell(info, hand)
  expect(hand.count).toBe(5)
})

test('ask for a box and correct it, by a newcomer: a click into the message, the mouse', async ({ app }, info) => {
  const { known, hand } = await atWork(app)
  const { page } = app

  await hand.click(app.composer)
  await hand.type(`Where is the ${known.name}?`)
  await hand.click(page.getByRole('button', { name: 'Send' }))
  await answered(app)
  await expect(app.regions).toHaveCount(1)
  const { centre, width } = await placeOf(app)
  await hand.drag(centre, [centre[0] - Math.round(width / 5), centre[1] + 2])
  await expect(app.turns.last().locator('.chip')).toContainText(/edited, IoU 0\.\d+/)
  await app.saved()
  tell(info, hand)
  expect(hand.count).toBe(4)
})

test('the whole record, by a newcomer: draw, mention, ask, correct with the mouse', async ({ app }, info) => {
  const { known, hand } = await atWork(app)
  const { page } = app
  const [, , x2 = 0, y2 = 0] = known.box

  await hand.click(page.getByRole('button', { name: 'Draw box' }))
  await hand.drag([x2 + 4, y2 + 4], [x2 + 60, y2 + 60])
  await hand.click(page.getByRole('button', { name: 'Mention in message' }))
  await hand.type(` Where is the ${known.name}?`)
  await hand.click(page.getByRole('button', { name: 'Send' }))
  await answered(app)
  await expect.poll(() => app.regions.count(), 'the answer points').toBeGreaterThan(1)
  await hand.click(page.getByRole('button', { name: 'Select', exact: true }))
  const { centre, width } = await placeOf(app)
  await hand.drag(centre, [centre[0] + Math.round(width / 5), centre[1] - 2])
  await expect(app.turns.last().locator('.chip').last()).toContainText(/edited, IoU 0\.\d+/)
  await app.saved()
  tell(info, hand)
  expect(hand.count).toBe(7)
})

test('label what the model suggests, by a newcomer: commands of the menu, buttons of the review', async ({
  app,
}, info) => {
  test.setTimeout(120_000)
  const folder = join(app.folder, 'many')
  await makeSceneFolder(folder, 6)
  await app.ready()
  await app.openFolder(folder)
  await expect(app.page.getByRole('heading', { name: 'many' })).toBeVisible()
  await app.ready()
  await app.modelReady()
  const { page } = app
  const once = new Hand(app)
  await once.click(page.getByRole('button', { name: 'Menu', exact: true }))
  await once.click(page.getByRole('menuitem', { name: /^Ask many images/ }))
  const dialog = page.getByRole('dialog', { name: 'Ask many images' })
  await once.click(dialog.getByRole('button', { name: /^Ask \d/ }))
  await expect(dialog.getByRole('heading', { name: 'Done' })).toBeVisible({ timeout: 60_000 })
  await once.click(dialog.getByRole('button', { name: 'Review' }))
  await once.type('Ann')
  await once.press('Enter')
  const left = page.locator('.review-count').getByRole('status')
  await expect(page.getByRole('article', { name: 'Item in review' })).toBeFocused()
  const items = Number.parseInt(await left.innerText(), 10)

  const each = new Hand(app)
  for (let rest = items - 1; rest >= items - 5; rest--) {
    await expect(page.locator('.review-words')).toHaveCount(1)
    await each.click(page.getByRole('button', { name: /^Accept/ }))
    await expect(left).toHaveText(`${rest} items left`)
  }
  tell({ title: `${info.title}: once` }, once)
  tell({ title: `${info.title}: 5 items` }, each)
  expect([once.count, each.count]).toEqual([6, 5])
})

test('export the data, by a newcomer: the button at the top', async ({ app }, info) => {
  const { hand } = await atWork(app)
  await app.ask('What is in the picture?')
  await app.saved()
  const { page } = app

  await hand.click(page.getByRole('button', { name: 'Export', exact: true }))
  const dialog = page.getByRole('dialog', { name: 'Export' })
  await expect(dialog.getByText(/Record 1/)).toBeVisible()
  const system = await app.shell.answerFolderDialog(app.folder)
  await hand.click(dialog.getByRole('button', { name: /^Export/ }))
  if (!system) {
    const chooser = page.getByRole('dialog', { name: 'Choose where to export' })
    await hand.click(chooser.getByRole('button', { name: 'Export here' }))
  }
  await expect(dialog.getByText(/\d records? in/)).toBeVisible()
  tell(info, hand)
  expect(hand.count).toBe(system ? 2 : 3)
})

/** Where the region lies that came last. */
async function placeOf(app: App): Promise<{ centre: readonly [number, number]; width: number }> {
  const place = (await app.regions.last().locator('.region-place').innerText()).split(/\s+/).map(Number)
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = place
  return { centre: [(x1 + x2) / 2, (y1 + y2) / 2], width: x2 - x1 }
}

test('label what the model suggests, with many images to do: once for all, then a key an item', async ({
  app,
}, info) => {
  test.setTimeout(120_000)
  const folder = join(app.folder, 'many')
  await makeSceneFolder(folder, 12)
  await app.ready()
  await app.openFolder(folder)
  await expect(app.page.getByRole('heading', { name: 'many' })).toBeVisible()
  await app.ready()
  await app.modelReady()
  const { page } = app
  await app.canvas.focus()
  const once = new Hand(app)
  await once.press('Shift+I')
  const dialog = page.getByRole('dialog', { name: 'Ask many images' })
  await expect(dialog).toBeVisible()
  await once.press('Control+Enter')
  await expect(dialog.getByRole('heading', { name: 'Done' })).toBeVisible({ timeout: 60_000 })
  await once.press('Escape')
  await expect(dialog).toHaveCount(0)
  await once.press('Alt+3')
  await once.type('Ann')
  await once.press('Enter')
  const left = page.locator('.review-count').getByRole('status')
  await expect(page.getByRole('article', { name: 'Item in review' })).toBeFocused()
  const items = Number.parseInt(await left.innerText(), 10)
  expect(items).toBeGreaterThan(20)

  const each = new Hand(app)
  for (let rest = items - 1; rest >= items - 20; rest--) {
    await expect(page.locator('.review-words')).toHaveCount(1)
    await each.press('y')
    await expect(left).toHaveText(`${rest} items left`)
  }
  tell({ title: `${info.title}: once` }, once)
  tell({ title: `${info.title}: 20 items` }, each)
  expect([once.count, each.count]).toEqual([6, 20])
})

test('export the data: once for the project', async ({ app }, info) => {
  const { hand } = await atWork(app)
  await app.ask('What is in the picture?')
  await app.saved()
  const { page } = app
  await app.canvas.focus()

  await hand.press('Control+e')
  const dialog = page.getByRole('dialog', { name: 'Export' })
  await expect(dialog.getByText(/Record 1/)).toBeVisible()
  const system = await app.shell.answerFolderDialog(app.folder)
  await hand.click(dialog.getByRole('button', { name: /^Export/ }))
  if (!system) {
    const chooser = page.getByRole('dialog', { name: 'Choose where to export' })
    await chooser.getByRole('textbox').focus()
    await chooser.getByRole('textbox').selectText()
    await hand.type(app.folder)
    await hand.press('Enter')
    await hand.click(chooser.getByRole('button', { name: 'Export here' }))
  }
  await expect(dialog.getByText(/\d records? in/)).toBeVisible()
  tell(info, hand)
  expect(hand.count).toBe(system ? 2 : 5)
})

function tell(info: { title: string }, hand: Hand): void {
  console.log(`${info.title}: ${hand.count} actions, ${hand.seconds.toFixed(1)} s of a trained hand`)
}
