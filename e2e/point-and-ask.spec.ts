import { expect, test } from './fixtures/app.ts'

test('the sample opens by itself and can be drawn on', async ({ app }) => {
  await app.ready()
  await expect(app.page.getByRole('listbox', { name: 'Images' }).getByRole('option')).toHaveCount(6)
  const before = await app.regions.count()

  await app.canvasKey('r')
  await app.drag([40, 40], [160, 130])
  await expect(app.regions).toHaveCount(before + 1)

  await app.clickAt([200, 60])
  await app.clickAt([280, 140])
  await expect(app.regions, 'two clicks draw a box as well; the tool stays').toHaveCount(before + 2)

  await app.canvasKey('p')
  await app.clickAt([90, 200])
  await expect(app.regions).toHaveCount(before + 3)
  await app.saved()
  await app.shot('sample')

  await app.canvasKey('Delete')
  await expect(app.regions, 'the point just placed is selected').toHaveCount(before + 2)
  await app.page.keyboard.press('Control+z')
  await expect(app.regions).toHaveCount(before + 3)
})

test('a box drawn while writing becomes a chip, and the model says what is in it', async ({ app }) => {
  const known = await app.openKnownScene()

  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = known.box
  await app.canvasKey('r')
  await app.composer.click()
  await app.page.keyboard.type('What is in ')
  await app.drag([x1, y1], [x2, y2])
  await expect(app.composer.locator('.chip')).toHaveText(/R1/)
  await expect(app.composer, 'the caret stays in the message').toBeFocused()
  await app.page.keyboard.type('?')
  await app.shot('composer')
  await app.page.keyboard.press('Enter')

  await expect(app.turns).toHaveCount(2)
  await expect(app.turns.last()).toContainText(known.name, { ignoreCase: true })
  await expect(app.turns.last()).toContainText('tok/s')
  await app.saved()
  await app.shot('answer')
})

test('the answer points: its coordinates become a chip and a proposal near the truth', async ({ app }) => {
  const known = await app.openKnownScene()

  const answer = await app.ask(`Where is the ${known.name}?`)
  await expect(answer.locator('.chip')).toHaveCount(1)
  await expect(app.regions).toHaveCount(1)
  await expect(app.regions.first()).toHaveAccessibleName(/R1.*proposal/)
  const place = (await app.regions.first().locator('.region-place').innerText()).split(/\s+/).map(Number)
  expect(overlap(place, known.box), `${place} against ${known.box}`).toBeGreaterThan(0.5)
  await app.shot('proposal')
})

test('chips, coordinate text and the exact prompt show the same message', async ({ app }) => {
  await app.ready()
  await app.canvasKey('r')
  await app.drag([40, 40], [160, 130])
  await app.page.keyboard.press('Enter')
  await expect(app.composer.locator('.chip')).toHaveCount(1)

  await app.page.getByRole('radio', { name: 'Text' }).click()
  await expect(app.page.getByRole('region', { name: 'Composer' })).toContainText(
    /\[0\.\d{3},0\.\d{3},0\.\d{3},0\.\d{3}\]/,
  )
  await app.page.getByRole('radio', { name: 'Sent' }).click()
  await expect(app.page.getByText(/<image>.*USER:.*\[0\.\d{3},.*ASSISTANT:/s)).toBeVisible()
  await app.shot('sent')
})

test('Enter inside an input method’s composition does not send', async ({ app }) => {
  await app.ready()
  const before = await app.turns.count()
  await app.composer.click()
  await app.page.keyboard.insertText('にほ')
  await app.composer.evaluate((field) => {
    field.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true, data: 'に' }))
    const event = { key: 'Enter', code: 'Enter', keyCode: 229, isComposing: true, bubbles: true, cancelable: true }
    field.dispatchEvent(new KeyboardEvent('keydown', event))
  })
  await expect(app.turns).toHaveCount(before)
  await expect(app.composer).toContainText('にほ')
})

function overlap(a: readonly number[], b: readonly number[]): number {
  const [ax1 = 0, ay1 = 0, ax2 = 0, ay2 = 0] = a
  const [bx1 = 0, by1 = 0, bx2 = 0, by2 = 0] = b
  const both =
    Math.max(0, Math.min(ax2, bx2) - Math.max(ax1, bx1)) * Math.max(0, Math.min(ay2, by2) - Math.max(ay1, by1))
  return both / ((ax2 - ax1) * (ay2 - ay1) + (bx2 - bx1) * (by2 - by1) - both)
}
