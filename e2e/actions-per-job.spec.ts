import { type App, expect, test } from './fixtures/app.ts'
import { Hand } from './fixtures/hand.ts'
import type { Known } from './fixtures/scene-folder.ts'

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

function tell(info: { title: string }, hand: Hand): void {
  console.log(`${info.title}: ${hand.count} actions, ${hand.seconds.toFixed(1)} s of a trained hand`)
}
