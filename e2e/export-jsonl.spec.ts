import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from './fixtures/app.ts'
import { exportTo, openExport } from './fixtures/export-to.ts'

for (const format of ['Deixis', 'Shikra', 'ChatSpot']) {
  test(`the sample is exported for ${format}, as its preview showed`, async ({ app }) => {
    const folder = join(app.folder, 'out')
    await mkdir(folder)
    await app.ready()
    const dialog = await openExport(app, format)
    await app.shot(`export-${format.toLowerCase()}`)

    await exportTo(app, dialog, folder)

    const files = await allFiles(folder)
    const lines = files.filter((name) => name.endsWith('.jsonl'))
    expect(lines.length).toBeGreaterThan(0)
    const manifestName = files.find((name) => name.endsWith('manifest.json'))
    const manifest = await readFile(join(folder, manifestName ?? 'manifest.json'), 'utf8')
    for (const name of lines) {
      const text = await readFile(join(folder, name), 'utf8')
      expect(text.endsWith('\n')).toBe(true)
      for (const line of text.trimEnd().split('\n')) expect(JSON.parse(line)).toBeInstanceOf(Object)
      expect(manifest).toContain(createHash('sha256').update(text).digest('hex'))
    }
  })
}

test('a detection format is found by its name, split by picture and written', async ({ app }) => {
  const folder = join(app.folder, 'coco')
  await mkdir(folder)
  await app.ready()
  const dialog = await openExport(app, 'COCO')
  await expect(dialog.getByText('boxes, polygons, regions outside dialogues')).toBeVisible()
  await expect(dialog.getByText(/Record 1/)).toBeVisible()
  expect(await dialog.locator('.record-shape').count()).toBeGreaterThan(0)
  await dialog.getByRole('switch', { name: 'Split by image' }).click()
  await dialog.getByRole('spinbutton', { name: 'val, %' }).fill('70')
  await expect(dialog.getByText(/Record 1/)).toBeVisible()
  await app.shot('export-coco-split')

  await exportTo(app, dialog, folder)
  const sets = (await allFiles(folder)).filter((name) => /instances.*\.json$/.test(name))
  expect(sets.length).toBeGreaterThan(1)
  const names: string[] = []
  for (const name of sets) {
    const { images } = JSON.parse(await readFile(join(folder, name), 'utf8')) as { images: { file_name: string }[] }
    names.push(...images.map((image) => image.file_name))
  }
  expect(new Set(names).size).toBe(names.length)
})

async function allFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath.slice(folder.length), entry.name).replace(/^[/\\]/, ''))
}
