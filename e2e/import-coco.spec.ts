import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type App, expect, test } from './fixtures/app.ts'

const coco = {
  images: [{ id: 1, file_name: 'garden.jpg', width: 640, height: 320 }],
  annotations: [
    { id: 1, image_id: 1, category_id: 1, bbox: [20, 30, 100, 80] },
    { id: 2, image_id: 1, category_id: 2, bbox: [200, 150, 60, 90] },
  ],
  categories: [
    { id: 1, name: 'kite' },
    { id: 2, name: 'fence' },
  ],
}

async function openImport(app: App, path: string) {
  await app.canvas.focus()
  await app.page.keyboard.press('Control+i')
  const dialog = app.page.getByRole('dialog', { name: 'Import' })
  await dialog.getByRole('textbox', { name: 'Path of the file or folder' }).fill(path)
  await app.page.keyboard.press('Enter')
  return dialog
}

test('a COCO file is looked at, imported, undone in one step, redone, and is there after a reload', async ({ app }) => {
  await app.ready()
  await app.openImage('garden.jpg')
  const before = await app.regions.count()
  const path = join(app.folder, 'in.json')
  await writeFile(path, JSON.stringify(coco))

  const dialog = await openImport(app, path)
  await expect(dialog.getByRole('radio', { name: /^COCO/ })).toBeChecked()
  await expect(dialog.getByText('2 regions, 0 dialogues, 0 messages')).toBeVisible()
  await expect(dialog.getByRole('article', { name: 'Record 1' }).locator('rect')).toHaveCount(2)
  expect(await app.regions.count()).toBe(before)
  await app.shot('import-coco')
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(dialog.getByText(/^Imported: 2 regions/)).toBeVisible()
  await app.page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect(app.regions).toHaveCount(before + 2)
  await app.saved()

  await app.canvasKey('Control+z')
  await expect(app.regions).toHaveCount(before)
  await app.canvasKey('Control+Shift+z')
  await expect(app.regions).toHaveCount(before + 2)
  await app.saved()
  await app.page.reload()
  await app.ready()
  await app.openImage('garden.jpg')
  await expect(app.regions).toHaveCount(before + 2)

  const again = await openImport(app, path)
  await expect(again.getByText(/already here: 2/)).toBeVisible()
  const button = again.getByRole('button', { name: 'Import', exact: true })
  await expect(button).toHaveAttribute('aria-disabled', 'true')
  await expect(button).toHaveAttribute('title', 'There is nothing in it that is not here already')
})

test('a file dropped onto the window asks what its numbers mean when nothing proves it', async ({ app }) => {
  await app.ready()
  const unit = { ...coco, annotations: [{ id: 1, image_id: 1, category_id: 1, bbox: [0.25, 0.5, 0.25, 0.25] }] }
  await app.page.evaluate((text) => {
    const transfer = new DataTransfer()
    transfer.items.add(new File([text], 'dropped.json', { type: 'application/json' }))
    window.dispatchEvent(new DragEvent('dragover', { dataTransfer: transfer, bubbles: true, cancelable: true }))
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }))
  }, JSON.stringify(unit))
  const dialog = app.page.getByRole('dialog', { name: 'Import' })
  await expect(dialog.getByRole('article', { name: 'Record 1' }).getByRole('img')).toHaveCount(3)
  const button = dialog.getByRole('button', { name: 'Import', exact: true })
  await expect(button).toHaveAttribute('title', 'Choose how the coordinates are meant')
  await app.shot('import-asks')
  await dialog.getByRole('combobox', { name: 'Coordinates' }).selectOption('unit')
  await expect(button).not.toHaveAttribute('aria-disabled')
})
