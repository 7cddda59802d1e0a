import { type App, expect, test } from './fixtures/app.ts'

async function drawTwo(app: App): Promise<number> {
  await app.ready()
  const before = await app.regions.count()
  await app.canvasKey('r')
  await app.drag([40, 40], [160, 130])
  await app.drag([200, 60], [280, 140])
  await expect(app.regions).toHaveCount(before + 2)
  await app.saved()
  return before
}

/** All of it is there, and undo still works. */
async function expectBoth(app: App, before: number): Promise<void> {
  await app.ready()
  await expect(app.regions).toHaveCount(before + 2)
  await app.canvasKey('Control+z')
  await expect(app.regions, 'undo takes back a change made before').toHaveCount(before + 1)
  await app.page.keyboard.press('Control+Shift+z')
  await expect(app.regions).toHaveCount(before + 2)
}

test('after a reload everything is there, with undo', async ({ app }) => {
  const before = await drawTwo(app)
  await app.page.reload()
  await expectBoth(app, before)
})

test('after a restart everything is there, with undo', async ({ app }) => {
  const before = await drawTwo(app)
  await app.shell.restart()
  await expectBoth(app, before)
})

test('after kill -9 of the page everything is there, with undo', async ({ app }) => {
  const before = await drawTwo(app)
  await app.shell.killPage()
  await expectBoth(app, before)
})

test('after kill -9 of the main process everything is there, with undo', async ({ app }) => {
  const before = await drawTwo(app)
  await app.shell.killMain()
  await expectBoth(app, before)
})

test('a lost database is refilled from the journal, with undo', async ({ app }) => {
  const before = await drawTwo(app)
  await app.shell.loseDatabase()
  await expectBoth(app, before)
})
