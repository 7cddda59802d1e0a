import { cp, mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type App, expect, test } from './fixtures/app.ts'
import { exportTo, openExport } from './fixtures/export-to.ts'

const samples = 'resources/samples'

/** Exports everything there is through the dialog; the files of data that were written, by name. */
async function exportAs(app: App, format: string, folder: string): Promise<Map<string, Buffer>> {
  await mkdir(folder)
  const dialog = await openExport(app, format)
  await exportTo(app, dialog, folder)
  await app.page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  const names = (await readdir(folder)).filter((name) => name.endsWith('.jsonl'))
  return new Map(await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name))] as const)))
}

for (const format of ['Deixis', 'ms-swift']) {
  test(`what was exported for ${format} and imported beside the same pictures is exported again byte for byte`, async ({
    app,
  }) => {
    const { page } = app
    await app.ready()
    const first = await exportAs(app, format, join(app.folder, 'first'))
    const [[name, bytes] = ['', Buffer.of()]] = first
    expect(bytes.toString().split('\n').length, 'there is something to compare').toBeGreaterThan(3)

    const pictures = join(app.folder, 'pictures')
    await cp(samples, pictures, {
      recursive: true,
      preserveTimestamps: true,
      filter: (path) => path === samples || path.endsWith('.jpg'),
    })
    await app.openFolder(pictures)
    await expect(page.getByRole('banner').getByText('pictures')).toBeVisible()
    await app.ready()
    await expect(app.regions).toHaveCount(0)

    await app.canvas.focus()
    await page.keyboard.press('Control+i')
    const dialog = page.getByRole('dialog', { name: 'Import' })
    await dialog.getByRole('textbox', { name: 'Path of the file or folder' }).fill(join(app.folder, 'first', name))
    await page.keyboard.press('Enter')
    await dialog.getByRole('button', { name: 'Import', exact: true }).click()
    await expect(dialog.getByText(/^Imported/)).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
    await app.saved()

    const again = await exportAs(app, format, join(app.folder, 'again'))
    expect([...again.keys()]).toEqual([...first.keys()])
    expect(again.get(name)?.toString()).toBe(bytes.toString())
  })
}
