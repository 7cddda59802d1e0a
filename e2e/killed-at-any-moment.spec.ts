import { type App, expect, test } from './fixtures/app.ts'
import { engineOf, meetAnswer } from './fixtures/meet-answer.ts'

/** Draws on and on; how many regions there were when the interface last said that everything is saved. Ends when the page goes. */
async function drawOn(app: App): Promise<{ acknowledged: number; pressed: number }> {
  const seen = { acknowledged: 0, pressed: 0 }
  try {
    for (;;) {
      seen.pressed++
      await app.page.keyboard.press('Control+d')
      const now = await app.page.evaluate(() => {
        const saved = document.querySelector('.top-saved')?.textContent?.trim() === 'Saved'
        const list = document.querySelector('.regions-panel [role=option]')
        return { saved, count: Number(list?.getAttribute('aria-setsize') ?? 0) }
      })
      if (now.saved) seen.acknowledged = now.count
    }
  } catch {
    return seen
  }
}

// A moment in the beginning, and some in the middle of steady writing; not by chance, so that a failure comes again.
for (const [who, kill] of [
  ['main process', (app: App) => app.shell.killMain()],
  ['page', (app: App) => app.shell.killPage()],
] as const) {
  for (const ms of [90, 700, 1900]) {
    test(`kill -9 of the ${who} after ${ms} ms of steady drawing loses nothing that was said to be saved`, async ({
      app,
    }) => {
      await app.ready()
      await app.canvasKey('r')
      await app.drag([40, 40], [160, 130])
      await app.saved()
      await app.canvasKey('v')
      await expect(app.regions.first(), 'what was drawn is selected').toHaveAttribute('aria-selected', 'true')
      const drawing = drawOn(app)
      await new Promise((resolve) => setTimeout(resolve, ms))
      await kill(app)
      const { acknowledged, pressed } = await drawing
      await app.ready()
      await expect(app.regions).not.toHaveCount(0)
      const size = Number(await app.regions.first().getAttribute('aria-setsize'))
      expect(size).toBeGreaterThanOrEqual(Math.max(1, acknowledged))
      expect(size, 'nothing is there twice').toBeLessThanOrEqual(pressed + 1)
      await app.canvasKey('Control+z')
      if (size === 1) await expect(app.regions, 'undo goes on').toHaveCount(0)
      else await expect(app.regions.first(), 'undo goes on').toHaveAttribute('aria-setsize', String(size - 1))
    })
  }
}

test.describe('in the middle of an answer', () => {
  test.skip(process.platform === 'win32', 'the engine is slowed down by signals')

  test('kill -9 of the main process keeps the question and what was drawn, and asking goes on', async ({ app }) => {
    const engine = await meetAnswer(app)
    await app.canvasKey('r')
    await app.drag([40, 40], [160, 130])
    await expect(app.regions.filter({ hasText: '40 40 160 130' })).toHaveCount(1)
    await app.saved()
    const pid = await engineOf(app)
    await app.shell.killMain()
    engine.letGo()
    await app.ready()
    await expect(app.regions.filter({ hasText: '40 40 160 130' })).toHaveCount(1)
    await expect(app.turns.first()).toContainText('Describe the image with boxes.')
    await expect(app.turns, 'of the answer nothing was committed').toHaveCount(1)
    await expect.poll(() => isAlive(pid), 'an engine does not outlive its program').toBe(false)
    await app.modelReady()
    await app.page.getByRole('button', { name: 'Ask the model' }).click()
    await expect(app.turns, 'the question that was cut off has its answer').toHaveCount(2)
    await expect(app.page.getByRole('button', { name: 'Stop' })).toHaveCount(0, { timeout: 30_000 })
    await app.ask('Where is the rabbit?')
    await app.saved()
  })

  test('kill -9 of the page loses nothing: the answer is there when the page is back', async ({ app }) => {
    test.skip(app.shell.kind === 'electron', 'there the program is ended with its page here')
    const engine = await meetAnswer(app)
    await app.shell.killPage()
    engine.letGo()
    await app.ready()
    await expect(app.turns).toHaveCount(2)
    await expect(app.turns.last().locator('.turn-text')).toContainText(/[a-z]/i)
    await app.saved()
  })
})

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
