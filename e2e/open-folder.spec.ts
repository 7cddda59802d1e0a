import { mkdir } from 'node:fs/promises'
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
})

test('an empty folder says what is read', async ({ app }) => {
  const folder = join(app.folder, 'empty')
  await mkdir(folder)
  await app.ready()
  await app.openFolder(folder)
  await expect(app.page.getByText('PNG, JPEG and WebP are read')).toBeVisible()
  await app.shot('empty')
})
