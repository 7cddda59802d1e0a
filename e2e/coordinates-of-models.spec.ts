import { expect, test } from './fixtures/app.ts'

for (const scheme of ['light', 'dark'] as const) {
  test.describe(scheme, () => {
    test.use({ viewport: { width: 1100, height: 700 } })
    test('which coordinates does a model want?', async ({ app }) => {
      await app.ready()
      await app.page.emulateMedia({ colorScheme: scheme })
      await app.canvasKey('r')
      await app.drag([60, 50], [260, 200])
      await expect(app.regions).not.toHaveCount(0)
      await app.canvasKey('t')
      const dialog = app.page.getByRole('dialog', { name: 'Which coordinates does my model want?' })
      const rows = dialog.getByRole('listbox', { name: 'Dialects' }).getByRole('option')
      await expect(rows.first()).toHaveAccessibleName(/^Shikra, \[/)
      const bounds = await dialog.boundingBox()
      expect(bounds && bounds.y >= 0 && bounds.y + bounds.height <= 700).toBe(true)
      await app.shot(`dialects-shikra-${scheme}`)

      const search = dialog.getByRole('searchbox')
      for (const [words, title] of [
        ['kosmos-2', 'Kosmos-2'],
        ['llava 1.6', 'LLaVA 1.6 (NeXT)'],
        ['qwen2.5', 'Qwen2.5-VL'],
        ['moondream', 'Moondream'],
        ['donut', 'Donut'],
      ] as const) {
        await search.fill(words)
        await expect(dialog.getByRole('article', { name: title, exact: true })).toBeVisible()
        await app.shot(`dialects-${words.replaceAll(' ', '-')}-${scheme}`)
      }
      await search.fill('qwen-vl')
      await search.press('ArrowDown')
      await app.page.keyboard.press('c')
      await expect(dialog.getByRole('status')).toHaveText(
        /^(?:Copied: .*<box>\(\d+,\d+\),\(\d+,\d+\)<\/box>|The text could not be copied\.)$/,
      )
      await app.page.keyboard.press('Escape')
      await expect(dialog).toHaveCount(0)
    })
  })
}
