import { link, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Transformer } from '@napi-rs/image'
import { expect, test } from './fixtures/app.ts'

const pictures = 100_000
const inOneFolder = 1000

test('100,000 images: the first can be worked on while the rest are listed, and only rows in view are drawn', async ({
  app,
}) => {
  test.setTimeout(180_000)
  const { page } = app
  const folder = join(app.folder, 'pictures')
  const bytes = await Transformer.fromRgbaPixels(new Uint8Array(64 * 48 * 4).fill(180), 64, 48).png()
  for (let from = 0; from < pictures; from += inOneFolder) {
    const inside = join(folder, `part-${String(from / inOneFolder).padStart(2, '0')}`)
    await mkdir(inside, { recursive: true })
    const first = join(inside, 'picture-0.png')
    await writeFile(first, bytes)
    await Promise.all(
      Array.from({ length: inOneFolder - 1 }, (_, i) => link(first, join(inside, `picture-${i + 1}.png`))),
    )
  }
  await app.ready()
  await app.openFolder(folder)
  const list = page.getByRole('listbox', { name: 'Images' })
  const rows = list.getByRole('option')
  await expect(rows.first()).toHaveAttribute('aria-label', /picture-0\.png/)
  await app.ready()
  await app.canvasKey('r')
  await app.drag([10, 10], [40, 30])
  await expect(app.regions).toHaveCount(1)
  const listedThen = Number(await rows.first().getAttribute('aria-setsize'))
  expect(listedThen, 'the box was drawn before the folder was read to its end').toBeLessThan(pictures)

  await expect(rows.first()).toHaveAttribute('aria-setsize', String(pictures), { timeout: 120_000 })
  expect(await rows.count()).toBeLessThan(100)
  await list.evaluate((element) => element.scrollTo(0, element.scrollHeight))
  await expect(rows.last()).toHaveAttribute('aria-posinset', String(pictures))
  expect(await rows.count()).toBeLessThan(100)
  await page.keyboard.press('Control+f')
  await page.keyboard.type('#99999')
  await expect(rows).toHaveCount(1)
  await app.saved()
})
