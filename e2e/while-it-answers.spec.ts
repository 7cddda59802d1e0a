import { expect, test } from './fixtures/app.ts'
import { engineOf, meetAnswer } from './fixtures/meet-answer.ts'

test.skip(process.platform === 'win32', 'the engine is slowed down by signals')

for (const way of ['button', 'Esc'] as const) {
  test(`Stop by ${way} keeps what was said, with a badge`, async ({ app }) => {
    const engine = await meetAnswer(app)
    if (way === 'Esc') await app.page.keyboard.press('Escape')
    else await app.page.getByRole('button', { name: 'Stop' }).click()
    engine.letGo()
    await expect(app.turns).toHaveCount(2)
    await expect(app.turns.last()).toContainText('stopped')
    await expect(app.turns.last().locator('.turn-text')).toContainText(/[a-z]/i)
    await app.saved()
    await app.shot(`stopped-${way.toLowerCase()}`)
    await app.page.reload()
    await app.ready()
    await expect(app.turns.last()).toContainText('stopped')
  })
}

test('an answer survives that its page is closed while it is written', async ({ app }) => {
  const engine = await meetAnswer(app)
  await app.page.reload({ waitUntil: 'commit' })
  engine.letGo()
  await app.ready()
  await expect(app.turns).toHaveCount(2)
  await expect(app.turns.last().locator('.turn-text')).toContainText(/[a-z]/i)
  await app.saved()
})

test('an engine killed in the middle of an answer is said to be gone; asking again works', async ({ app }) => {
  await meetAnswer(app)
  process.kill(await engineOf(app), 'SIGKILL')
  const again = app.page.getByRole('button', { name: 'Ask again' })
  await expect(again).toBeVisible()
  await app.shot('engine-killed')
  await again.click()
  await expect(app.turns.last()).toContainText('tok/s')
})

test('another image can be worked on while an answer is written', async ({ app }) => {
  const engine = await meetAnswer(app)
  await app.canvasKey('d')
  await expect(app.regions, 'the sample’s second picture comes with regions').not.toHaveCount(0)
  await app.ready()
  const before = await app.regions.count()
  await app.canvasKey('r')
  await app.drag([40, 40], [160, 130])
  await expect(app.regions).toHaveCount(before + 1)
  engine.letGo()
  await app.saved()
  await expect(app.regions, 'the answer brings nothing to this image').toHaveCount(before + 1)
  await app.canvasKey('a')
  await app.ready()
  await expect(app.turns).toHaveCount(2)
  await expect(app.turns.last()).toContainText('tok/s')
})

test('undo while an answer is written takes back what the person did last', async ({ app }) => {
  const engine = await meetAnswer(app)
  const drawn = app.regions.filter({ hasText: '40 40 160 130' })
  await app.canvasKey('r')
  await app.drag([40, 40], [160, 130])
  await expect(drawn).toHaveCount(1)
  await app.page.keyboard.press('Control+z')
  await expect(drawn).toHaveCount(0)
  engine.letGo()
  await expect(app.turns.last()).toContainText('tok/s')
  await app.saved()
})
