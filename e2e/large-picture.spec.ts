import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import { expect, test } from './fixtures/app.ts'

const side = 10_000

function chunk(kind: string, body: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(kind, 'latin1'), body])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(body.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}

/** A hundred megapixels of grey: bright in the lower right quarter, dark elsewhere. */
function largePng(): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header.set([8, 0, 0, 0, 0], 8)
  const rows = Buffer.alloc(side * (side + 1), 40)
  for (let y = 0; y < side; y++) {
    rows[y * (side + 1)] = 0
    if (y >= side / 2) rows.fill(220, y * (side + 1) + 1 + side / 2, (y + 1) * (side + 1))
  }
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const data = deflateSync(rows, { level: 1 })
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))])
}

test('a picture of a hundred megapixels opens while the window goes on answering', async ({ app }) => {
  test.setTimeout(180_000)
  const folder = join(app.folder, 'large')
  await mkdir(folder)
  await writeFile(join(folder, 'large.png'), largePng())
  const { page } = app
  await app.ready()
  await page.evaluate(() => {
    const watch = { longest: 0, last: performance.now() }
    Object.assign(window, { watch })
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      const now = performance.now()
      watch.longest = Math.max(watch.longest, now - watch.last)
      watch.last = now
      setTimeout(() => port2.postMessage(0), 1)
    }
    port2.postMessage(0)
  })
  const longest = () =>
    page.evaluate(() => Math.round((window as unknown as { watch: { longest: number } }).watch.longest))
  const forget = () =>
    page.evaluate(() => {
      ;(window as unknown as { watch: { longest: number } }).watch.longest = 0
    })

  await app.openFolder(folder)
  await expect(page.getByRole('option', { name: 'large.png' })).toBeVisible({ timeout: 60_000 })
  await expect(app.canvas).toHaveAttribute('data-picture', 'ready', { timeout: 90_000 })
  const opening = await longest()
  await forget()
  await page.keyboard.press('Shift+Digit2')
  const start = await app.onScreen([5000, 5000])
  await page.mouse.move(start.x, start.y)
  for (let i = 0; i < 20; i++) await page.mouse.wheel(0, i < 10 ? 120 : -120)
  await page.mouse.down({ button: 'middle' })
  await page.mouse.move(start.x - 300, start.y - 200, { steps: 20 })
  await page.mouse.up({ button: 'middle' })
  const looking = await longest()
  console.log(`${app.shell.kind}: longest stall ${opening} ms while opening, ${looking} ms while zooming and panning`)
  await app.shot('large-picture')

  await app.canvasKey('r')
  await app.drag([4900, 4900], [5100, 5100])
  await expect(app.regions).toHaveText(/4900 4900 5100 5100/)
  // Decoding it on the page's own thread would take several seconds; what is left is painting, without a GPU on a busy machine.
  expect(opening).toBeLessThan(1000)
  expect(looking).toBeLessThan(2000)
})
