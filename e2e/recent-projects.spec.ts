import { join } from 'node:path'
import { expect, test } from './fixtures/app.ts'
import { makeSceneFolder } from './fixtures/scene-folder.ts'

test('recent projects tell their images, how far they are and when they were used', async ({ app }) => {
  const { page } = app
  const folder = join(app.folder, 'scenes')
  await makeSceneFolder(folder, 4)
  await app.ready()
  await app.openFolder(folder)
  await expect(page.getByRole('heading', { name: 'scenes' })).toBeVisible()
  await app.ready()
  await app.canvasKey('Control+Enter')
  await app.saved()
  const projects = page.getByRole('dialog', { name: 'Projects' })
  // How far a project is, is told a moment after something changed.
  await expect(async () => {
    await page.reload()
    await app.ready()
    await app.canvasKey('Control+Alt+o')
    await expect(projects.getByRole('button', { name: /4 images, 25 % done, last used/ })).toBeVisible({
      timeout: 1000,
    })
  }).toPass()
  await app.shot('recent-projects')
  await projects.getByRole('button', { name: 'Open the sample' }).click()
  await expect(page.getByRole('heading', { name: 'Sample' })).toBeVisible()
  await app.ready()
  await app.canvasKey('Control+Alt+o')
  await projects.getByRole('button', { name: /4 images/ }).click()
  await expect(page.getByRole('heading', { name: 'scenes' })).toBeVisible()
})
