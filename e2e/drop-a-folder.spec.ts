import { join } from 'node:path'
import { type App, expect, test } from './fixtures/app.ts'
import { makeMixedFolder } from './fixtures/scene-folder.ts'

/** Drops a file or folder of the machine on the middle of the window, as the system does. */
async function dropOn(app: App, path: string): Promise<void> {
  const devtools = await app.page.context().newCDPSession(app.page)
  const data = { items: [], files: [path], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await devtools.send('Input.dispatchDragEvent', { type, x: 600, y: 400, data })
  await devtools.detach()
}

test('a folder that is dropped on the window is opened as a project', async ({ app }) => {
  test.skip(app.shell.kind !== 'electron', 'a browser does not tell a page where a folder lies')
  const folder = join(app.folder, 'pictures')
  await makeMixedFolder(folder)
  await app.ready()
  await dropOn(app, folder)
  await expect(app.page.getByRole('dialog', { name: 'Folder' })).toContainText(folder)
  await app.shot('dropped-folder')
  await app.page.getByRole('button', { name: 'Open as a project' }).click()
  await expect(app.page.getByRole('heading', { name: 'pictures' })).toBeVisible()
  await app.ready()
  await expect(app.page.getByRole('listbox', { name: 'Images' }).getByRole('option')).toHaveCount(3)

  await app.canvasKey('Control+Alt+o')
  const projects = app.page.getByRole('dialog', { name: 'Projects' })
  await expect(projects.getByRole('button', { name: /^pictures\s*3 images/ })).toBeVisible()
  await app.shot('projects')
})
