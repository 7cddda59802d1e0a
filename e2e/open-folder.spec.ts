import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from './fixtures/app.ts'
import { makeMixedFolder } from './fixtures/scene-folder.ts'

test('a folder of PNG, JPEG and WebP opens; what cannot be read is listed', async ({ app }) => {
  const folder = join(app.folder, 'pictures')
  await makeMixedFolder(folder)
  await app.ready()
  await app.openFolder(folder)
  const images = app.page.getByRole('listbox', { name: 'Images' }).getByRole('option')
  await expect(images).toHaveCount(3)
  await expect(images.filter({ hasText: 'turned.jpg' }), 'EXIF orientation is applied').toHaveAccessibleName(
    /200 by 320/,
  )
  await app.page.getByRole('button', { name: '2 files could not be read' }).click()
  await expect(app.page.getByRole('dialog')).toContainText('broken.png')
  await expect(app.page.getByRole('dialog')).toContainText('cut.jpg')
  await app.shot('unreadable')
  await app.page.keyboard.press('Escape')
  await app.openImage('turned.jpg')
  await app.shot('turned')
  await app.canvasKey('Alt+g')
  await expect(images).toHaveCount(3)
  await app.shot('grid')
  await app.page.getByRole('listbox', { name: 'Images' }).focus()
  await app.page.keyboard.press('Home')
  await app.page.keyboard.press('ArrowRight')
  await expect(images.nth(1)).toHaveAttribute('aria-selected', 'true')
  await app.page.keyboard.press('ArrowLeft')
  await app.page.keyboard.press('ArrowDown')
  await expect(images.nth(2), 'two stand in a row').toHaveAttribute('aria-selected', 'true')
  await app.saved()
  await app.page.reload()
  await app.ready()
  await expect(app.page.getByRole('button', { name: 'Images as a grid' })).toHaveAttribute('aria-pressed', 'true')
})

test('a folder without images says what is read and what was skipped', async ({ app }) => {
  const folder = join(app.folder, 'empty')
  await mkdir(join(folder, 'inside'), { recursive: true })
  for (const name of ['a.txt', 'b.TXT', 'clip.mp4', 'README', 'inside/c.txt']) await writeFile(join(folder, name), 'x')
  await app.ready()
  await app.openFolder(folder)
  await expect(app.page.getByText('PNG, JPEG and WebP are read')).toBeVisible()
  await expect(app.page.getByText('Skipped here: 3 .txt, 1 .mp4, 1 file without an ending.')).toBeVisible()
  await app.shot('empty')
})
