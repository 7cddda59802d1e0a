import { expect, test } from './fixtures/app.ts'

test('regions are dragged from their list into the message, and chips to another place of it', async ({ app }) => {
  const { page } = app
  await app.ready()
  await app.canvasKey('r')
  await app.drag([40, 40], [160, 130])
  await app.drag([200, 60], [280, 140])
  await app.composer.click()
  await page.keyboard.type('Is  left of that?')
  const space = await app.composer.evaluate((message) => {
    const text = document.createTreeWalker(message, NodeFilter.SHOW_TEXT).nextNode()
    if (!text) throw new Error('no text')
    const range = document.createRange()
    range.setStart(text, 3)
    const [at, around] = [range.getBoundingClientRect(), message.getBoundingClientRect()]
    return { x: at.left - around.left, y: (at.top + at.bottom) / 2 - around.top }
  })
  await app.regions.filter({ hasText: 'R2' }).dragTo(app.composer, { targetPosition: space })
  await expect(app.composer).toHaveText(/^Is\s+R2\s+left of that\?$/)
  await expect(app.composer, 'one can go on writing').toBeFocused()
  await page.keyboard.type(' and')
  await expect(app.composer).toHaveText(/^Is\s+R2 and\s+left of that\?$/)

  await app.composer.locator('.chip').dragTo(app.composer, { targetPosition: { x: 2, y: space.y } })
  await expect(app.composer).toHaveText(/^R2\s+Is and\s+left of that\?$/)
  await page.keyboard.press('Control+z')
  await expect(app.composer).toHaveText(/^Is\s+R2 and\s+left of that\?$/)
})

test.describe('in a narrow window', () => {
  test.use({ viewport: { width: 1100, height: 700 } })

  test('regions have a tab; one that is dragged over the other tab gets into the message', async ({ app }) => {
    const { page } = app
    await app.ready()
    await app.canvasKey('r')
    await app.drag([40, 40], [160, 130])
    const list = page.getByRole('listbox', { name: 'Regions' })
    await expect(list).toHaveCount(0)
    await app.canvasKey('F6')
    await expect(app.composer).toBeFocused()
    await page.keyboard.press('F6')
    await expect(list).toBeFocused()
    await app.shot('regions-tab')
    const [row, tab] = [
      await app.regions.first().boundingBox(),
      page.getByRole('tab', { name: 'Dialogue', exact: true }),
    ]
    const over = await tab.boundingBox()
    if (!row || !over) throw new Error('not visible')
    await page.mouse.move(row.x + 30, row.y + row.height / 2)
    await page.mouse.down()
    await page.mouse.move(row.x + 40, row.y + row.height / 2 - 10, { steps: 3 })
    await page.mouse.move(over.x + over.width / 2, over.y + over.height / 2, { steps: 5 })
    await expect(app.composer).toBeVisible()
    await app.composer.hover()
    await app.composer.hover()
    await page.mouse.up()
    await expect(app.composer).toHaveText(/^R1\s*$/)
  })

  test('the buttons of a message lie below its words, whatever the width', async ({ app }) => {
    await app.ready()
    const answer = await app.ask('Describe the image with boxes.')
    for (const turn of [app.turns.first(), answer]) {
      await turn.hover()
      const [words, buttons, around] = await Promise.all(
        [turn.locator('.turn-text'), turn.getByRole('toolbar'), turn].map((each) => each.boundingBox()),
      )
      if (!words || !buttons || !around) throw new Error('not visible')
      expect(buttons.y).toBeGreaterThanOrEqual(words.y + words.height)
      expect(buttons.y + buttons.height).toBeLessThanOrEqual(around.y + around.height)
      expect(buttons.x + buttons.width).toBeLessThanOrEqual(around.x + around.width)
    }
    await app.shot('turn-buttons')
  })
})
