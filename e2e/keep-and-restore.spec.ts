import { execFileSync } from 'node:child_process'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type App, expect, test } from './fixtures/app.ts'
import { makeMixedFolder } from './fixtures/scene-folder.ts'

async function openPictures(app: App): Promise<void> {
  const folder = join(app.folder, 'pictures')
  await makeMixedFolder(folder)
  await app.ready()
  await app.openFolder(folder)
  await app.openImage('a.png')
  await app.canvasKey('r')
  await app.drag([40, 40], [160, 130])
  await expect(app.regions).toHaveCount(1)
  await app.saved()
}

test('a checkpoint of Ctrl+S is gone back to, and that is taken back again', async ({ app }) => {
  await openPictures(app)
  const { page } = app
  await app.canvasKey('Control+s')
  await expect(page.getByText(/^Checkpoint kept at/)).toBeVisible()
  await app.drag([200, 60], [280, 140])
  await app.canvasKey('v')
  await app.regions.first().click()
  await app.canvasKey('Delete')
  await expect(app.regions).toHaveCount(1)
  await app.saved()

  await app.canvasKey('Control+Shift+h')
  await page.getByRole('radio', { name: 'Backups' }).click()
  await page.getByRole('listbox', { name: 'Backups' }).getByRole('option').first().click()
  await expect(page.getByText('Holds work on 1 image: 1 region, 0 dialogues, 0 turns.')).toBeVisible()
  await expect(page.getByText('1 would come back, 0 change, 1 go.')).toBeVisible()
  await app.shot('backups')
  await page.getByRole('button', { name: 'Restore this' }).click()
  await expect(page.getByText('The present is the same.')).toBeVisible()
  await page.getByRole('radio', { name: 'Journal' }).click()
  await expect(
    page
      .getByRole('listbox', { name: /^Entries of the journal/ })
      .getByRole('option')
      .first(),
  ).toHaveAccessibleName(/project as in a backup.*done/)
  await app.shot('journal')
  await page.keyboard.press('Escape')
  await expect(app.regions).toHaveText(/40 40 160 130/)
  await app.canvasKey('Control+z')
  await expect(app.regions).toHaveText(/200 60 280 140/)
  await app.saved()
  await app.shell.restart()
  await app.ready()
  await app.openImage('a.png')
  await expect(app.regions).toHaveText(/200 60 280 140/)
})

test('a project is saved as one file and opened from it in another folder, with its pictures and history', async ({
  app,
}) => {
  await openPictures(app)
  const { page } = app
  await app.canvasKey('Control+Shift+s')
  const dialog = page.getByRole('dialog', { name: 'Save the project as one file' })
  const name = dialog.getByRole('textbox', { name: 'File' })
  await expect(name).toHaveValue(/pictures\.deixis$/)
  await name.fill(join(app.folder, 'kept.deixis'))
  await dialog.getByRole('switch', { name: 'With the pictures' }).click()
  await app.shot('save-as')
  await dialog.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText(/^Saved to .*kept\.deixis/)).toBeVisible()

  await app.canvasKey('Control+Shift+s')
  await expect(name).toHaveValue(/pictures\.deixis$/)
  await name.fill(join(app.folder, 'kept.deixis'))
  await dialog.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(dialog.getByRole('alert')).toContainText('There is a file with this name already.')
  await dialog.getByRole('button', { name: 'Cancel' }).click()

  const file = join(app.folder, 'kept.deixis')
  const arrived = join(app.folder, 'arrived')
  const system = await app.shell.answerFolderDialog(file)
  await app.canvasKey('Control+Shift+o')
  if (!system) {
    const field = page.getByRole('dialog', { name: 'Open a project’s file' }).getByRole('textbox')
    await expect(field).not.toHaveValue('')
    await field.fill(app.folder)
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'kept.deixis' }).click()
  }
  await expect(page.getByText('Its 3 pictures are in the file.')).toBeVisible()
  await app.shot('project-file')
  await app.shell.answerFolderDialog(arrived)
  await page.getByRole('button', { name: 'Choose folder…' }).click()
  if (!system) {
    const folder = page.getByRole('dialog', { name: 'Choose an empty folder for the pictures' })
    await folder.getByRole('textbox').fill(arrived)
    await folder.getByRole('button', { name: 'Put them here' }).click()
  }
  await expect(page.getByRole('heading', { name: 'arrived' })).toBeVisible()
  await app.ready()
  await app.openImage('a.png')
  await expect(app.regions).toHaveCount(1)
  expect((await readdir(arrived)).sort()).toEqual(['a.png', 'inside', 'turned.jpg'])
  await app.canvasKey('Control+z')
  await expect(app.regions, 'its history came along').toHaveCount(0)
})

test('while the disk takes nothing more, work goes on in memory and one banner says so', async ({ app }) => {
  test.skip(process.platform !== 'linux', 'the size of files is limited by prlimit')
  test.skip(app.shell.kind === 'electron', 'the limit ends the whole of Electron')
  await openPictures(app)
  const { page } = app
  const main = String(app.shell.mainPid())
  const projects = join(app.folder, 'data', 'projects')
  const limit = (bytes: string): void => void execFileSync('prlimit', ['--pid', main, `--fsize=${bytes}:unlimited`])
  const sizes: number[] = []
  for (const id of await readdir(projects)) {
    const journal = await stat(join(projects, id, 'journal.jsonl')).catch(() => null)
    if (journal !== null) sizes.push(journal.size)
  }
  limit(String(Math.min(...sizes)))
  await app.drag([200, 60], [280, 140])
  await app.drag([20, 150], [60, 190])
  await expect(app.regions).toHaveCount(3)
  await expect(page.getByText(/Changes cannot be written now: .*EFBIG.*They are kept in memory/)).toBeVisible()
  await expect(page.locator('.banner')).toHaveCount(1)
  await app.shot('disk-full')
  await page.getByRole('button', { name: 'Save as…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Save the project as one file' })
  await expect(dialog.getByText('2 changes that could not be written to disk go into it, too.')).toBeVisible()
  const file = join(app.folder, 'rescued.deixis')
  const name = dialog.getByRole('textbox', { name: 'File' })
  await expect(name).toHaveValue(/pictures\.deixis$/)
  await name.fill(file)
  await dialog.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(dialog.getByRole('alert')).toContainText('The project could not be saved there.')
  await app.shot('save-as-failed')
  expect(
    (await readdir(app.folder)).filter((name) => name.includes('rescued')),
    'nothing half written',
  ).toEqual([])

  limit('unlimited')
  await dialog.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText(/^Saved to .*rescued\.deixis/)).toBeVisible()
  expect(await readFile(file, 'latin1')).toContain('"x1":20,"y1":150')
  await expect(page.locator('.banner'), 'tried again until it was written').toHaveCount(0, { timeout: 40_000 })
  await app.saved()
  await app.shell.killMain()
  await app.ready()
  await app.openImage('a.png')
  await expect(app.regions).toHaveCount(3)
})
