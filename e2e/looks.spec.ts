import { expect, test } from './fixtures/app.ts'

const sizes = [
  { width: 1100, height: 700 },
  { width: 1440, height: 900 },
] as const

for (const scheme of ['light', 'dark'] as const)
  for (const size of sizes) {
    test.describe(`${scheme} ${size.width}x${size.height}`, () => {
      test.use({ viewport: size })
      test('every screen fits, without a scrollbar of the page', async ({ app }) => {
        await app.ready()
        await app.page.emulateMedia({ colorScheme: scheme })
        const name = `${scheme}-${size.width}`
        await app.shot(`workbench-${name}`)
        const overflow = await app.page.evaluate(() => {
          const root = document.documentElement
          return { x: root.scrollWidth - root.clientWidth, y: root.scrollHeight - root.clientHeight }
        })
        expect(overflow).toEqual({ x: 0, y: 0 })
        for (const [key, title] of [
          ['Control+e', 'export'],
          ['Shift+?', 'keys'],
        ] as const) {
          await app.canvasKey(key)
          const dialog = app.page.getByRole('dialog')
          await expect(dialog).toBeVisible()
          const box = await dialog.boundingBox()
          expect(box && box.y >= 0 && box.y + box.height <= size.height, `${title} lies within the window`).toBe(true)
          await app.shot(`${title}-${name}`)
          await app.page.keyboard.press('Escape')
          await expect(dialog).toHaveCount(0)
        }
      })
    })
  }
