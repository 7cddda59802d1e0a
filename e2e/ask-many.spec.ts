import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Locator } from 'playwright/test'
import { type App, expect, test } from './fixtures/app.ts'
import { makeSceneFolder } from './fixtures/scene-folder.ts'

const many = 40

async function openScenes(app: App, count: number): Promise<string> {
  const folder = join(app.folder, 'scenes')
  await makeSceneFolder(folder, count)
  await app.ready()
  await app.openFolder(folder)
  await expect(app.page.getByRole('heading', { name: 'scenes' })).toBeVisible()
  await app.ready()
  await app.modelReady()
  return folder
}

async function openDialog(app: App): Promise<Locator> {
  await app.canvasKey('Shift+I')
  const dialog = app.page.getByRole('dialog', { name: 'Ask many images' })
  await expect(dialog).toBeVisible()
  return dialog
}

/** Shows the images that a filter lets through, and how many they are. */
async function filtered(app: App, filter: string): Promise<Locator> {
  await app.page.keyboard.press('Control+f')
  await app.page.keyboard.press('Control+a')
  await app.page.keyboard.type(filter)
  await app.page.keyboard.press('Enter')
  return app.page.getByRole('listbox', { name: 'Images' }).getByRole('option')
}

test('a folder is asked by keys: a trial keeps nothing, a killed program loses no answer and asks nothing twice', async ({
  app,
}) => {
  test.setTimeout(180_000)
  await openScenes(app, many)
  const { page } = app
  let dialog = await openDialog(app)
  await expect(dialog.getByRole('combobox', { name: 'Images' })).toHaveValue('shown')
  await dialog.getByRole('button', { name: 'Try 3' }).press('Enter')
  await expect(dialog.getByRole('article')).toHaveCount(3, { timeout: 60_000 })
  await expect(dialog.getByRole('status').filter({ hasText: /^About .* for 40 images\.$/ })).toBeVisible()
  await app.shot('batch-trial')
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect(await filtered(app, 'turns>0')).toHaveCount(0)
  await filtered(app, 'turns=0')

  dialog = await openDialog(app)
  await page.keyboard.press('Control+Enter')
  const progress = dialog.getByRole('status')
  await expect(progress).toHaveText(/^([3-9]|1\d) of 40$/, { timeout: 60_000 })
  await app.shot('batch-running')
  await app.shell.killMain()
  await app.ready()
  await app.openFolder(join(app.folder, 'scenes'))
  await expect(app.page.getByRole('heading', { name: 'scenes' })).toBeVisible()
  const waiting = app.page.getByRole('button', { name: /^Batch paused at \d+ of 40$/ })
  await expect(waiting).toBeVisible()
  await app.modelReady()
  await waiting.press('Enter')
  dialog = app.page.getByRole('dialog', { name: 'Ask many images' })
  await dialog.getByRole('button', { name: 'Resume' }).press('Enter')
  await expect(dialog.getByRole('heading', { name: 'Done' })).toBeVisible({ timeout: 120_000 })
  await expect(dialog.getByRole('status')).toHaveText('40 of 40')
  await app.shot('batch-done')
  await app.page.keyboard.press('Escape')
  await expect(await filtered(app, 'turns!=2')).toHaveCount(0)
  await expect(app.page.getByText('0 of 40')).toBeVisible()
})

test('what failed is named and asked again; what nobody judged is taken back in one step', async ({ app }) => {
  const folder = await openScenes(app, 4)
  await rm(join(folder, 'scene-00002.png'), { force: true })
  await rm(join(folder, 'scene-2.png'), { force: true })
  let dialog = await openDialog(app)
  await app.page.keyboard.press('Control+Enter')
  await expect(dialog.getByRole('heading', { name: 'Done' })).toBeVisible({ timeout: 60_000 })
  await expect(dialog.getByRole('listitem')).toHaveText([/could not be read|missing/])
  await expect(dialog.getByRole('button', { name: 'Ask failed (1)' })).toBeVisible()
  await app.shot('batch-failed')
  await dialog.getByRole('button', { name: 'Take back' }).press('Enter')
  await expect(dialog.getByText('3 dialogues were taken back')).toBeVisible()
  await app.page.keyboard.press('Escape')
  await expect(await filtered(app, 'turns>0')).toHaveCount(0)
  await app.canvasKey('Control+z')
  await expect(await filtered(app, 'turns>0')).toHaveCount(3)

  dialog = await openDialog(app)
  await dialog.getByRole('button', { name: 'Ask failed (1)' }).press('Enter')
  await expect(dialog.getByRole('combobox', { name: 'Images' })).toHaveValue('failed')
})

for (const scheme of ['light', 'dark'] as const) {
  test(`the dialog has names, roles and contrast, ${scheme}`, async ({ app }) => {
    await openScenes(app, 3)
    await app.page.emulateMedia({ colorScheme: scheme })
    await app.page.setViewportSize({ width: 1100, height: 700 })
    const dialog = await openDialog(app)
    await dialog.getByRole('combobox', { name: 'Images' }).selectOption('chosen')
    await dialog.getByRole('listbox', { name: 'Images to ask' }).press('Control+a')
    await dialog.getByRole('combobox', { name: 'Keep the answers as' }).selectOption('qa')
    await dialog.getByRole('button', { name: 'Try 3' }).press('Enter')
    await expect(dialog.getByRole('article')).toHaveCount(3, { timeout: 60_000 })
    await app.shot(`batch-1100-${scheme}`)
    const found = async (): Promise<string[]> => {
      const { violations } = await new AxeBuilder({ page: app.page }).setLegacyMode(true).analyze()
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
      return serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
    }
    expect(await found()).toEqual([])
    await app.page.keyboard.press('Control+Enter')
    await expect(dialog.getByRole('heading', { name: 'Done' })).toBeVisible({ timeout: 60_000 })
    await app.shot(`batch-done-1100-${scheme}`)
    expect(await found()).toEqual([])
  })
}
