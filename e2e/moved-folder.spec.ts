import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type App, expect, test } from './fixtures/app.ts'
import { makeMixedFolder } from './fixtures/scene-folder.ts'

/** A project with a box on inside/b.webp. */
async function drawInside(app: App): Promise<string> {
  const folder = join(app.folder, 'pictures')
  await makeMixedFolder(folder)
  await app.ready()
  await app.openFolder(folder)
  await app.openImage('b.webp')
  await app.canvasKey('r')
  await app.drag([40, 40], [160, 130])
  await expect(app.regions).toHaveCount(1)
  await app.saved()
  return folder
}

test('a folder that was renamed within the project takes its work along; what is gone is said to be missing', async ({
  app,
}) => {
  const folder = await drawInside(app)
  await rename(join(folder, 'inside'), join(folder, 'second day'))
  await app.shell.restart()
  await app.ready()
  await expect(app.page.getByText('1 image was found again.')).toBeVisible()
  await app.openImage('b.webp')
  await expect(app.regions).toHaveCount(1)
  await app.saved()

  await rename(join(folder, 'second day', 'b.webp'), join(app.folder, 'away.webp'))
  await app.shell.restart()
  await app.ready()
  await expect(app.page.getByText('1 image that you worked on is missing. What you did there is kept.')).toBeVisible()
  await app.page.getByRole('status').getByRole('button', { name: 'Show' }).click()
  const dialog = app.page.getByRole('dialog', { name: 'Missing images' })
  await expect(dialog).toContainText('second day/b.webp')
  await expect(dialog).toContainText('1 region, 0 turns')
  await app.shot('missing')
  await app.page.keyboard.press('Escape')

  await rename(join(app.folder, 'away.webp'), join(folder, 'found.webp'))
  await app.page.getByRole('button', { name: '1 image that you worked on is missing' }).click()
  await dialog.getByRole('button', { name: 'Read the folder again' }).click()
  await expect(app.page.getByText('1 image was found again.')).toBeVisible()
  await app.page.keyboard.press('Escape')
  await app.openImage('found.webp')
  await expect(app.regions).toHaveCount(1)
})

test('a project whose folder was moved is located at the next start, and while it is open', async ({ app }) => {
  const folder = await drawInside(app)
  const second = join(app.folder, 'moved')
  await rename(folder, second)
  await app.shell.restart()
  await expect(app.page.getByText('The folder could not be found.')).toBeVisible()
  await app.shot('folder-gone')
  await app.chooseFolder(second, () => app.page.getByRole('button', { name: 'Locate folder…' }).click())
  await app.ready()
  await app.openImage('b.webp')
  await expect(app.regions).toHaveCount(1)

  const third = join(app.folder, 'moved again')
  await rename(second, third)
  await app.page.getByRole('button', { name: '2 files could not be read' }).click()
  await app.page.getByRole('button', { name: 'Read the folder again' }).click()
  await app.page.keyboard.press('Escape')
  await expect(app.page.getByText('The project’s folder is not where it was')).toBeVisible()
  await app.shot('folder-gone-while-open')
  await app.chooseFolder(third, () => app.page.getByRole('button', { name: 'Locate folder…' }).click())
  await expect(app.page.getByText(/^The project lies in .*moved again now; 3 of its images are there\.$/)).toBeVisible()
  await app.ready()
  await app.openImage('b.webp')
  await expect(app.regions).toHaveCount(1)
  await rm(third, { recursive: true })
})
