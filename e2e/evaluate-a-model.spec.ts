import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import * as v from 'valibot'
import { EvaluationReport } from '../shared/evaluation/report.ts'
import { expect, test } from './fixtures/app.ts'

test('a model is evaluated on three scenes, the plots show it, and the report is exported and compared', async ({
  app,
}) => {
  const folder = join(app.folder, 'out')
  await mkdir(folder)
  await app.ready()
  await app.modelReady()
  await app.page.getByRole('button', { name: 'Menu' }).click()
  await app.page.getByRole('menuitem', { name: 'Evaluate…' }).click()
  const dialog = app.page.getByRole('dialog', { name: 'Evaluate' })
  await dialog.getByRole('spinbutton', { name: 'Scenes' }).fill('3')
  await dialog.getByRole('switch', { name: 'Dialogues too' }).click()
  await dialog.getByRole('button', { name: 'Start' }).click()
  await expect(dialog.getByRole('region', { name: 'Worst answers' })).toBeVisible({ timeout: 60_000 })
  await expect(dialog.getByRole('img', { name: /^Right answers by task\. Find one, IoU ≥ 0\.5: / })).toBeVisible()
  await expect(dialog.getByRole('img', { name: /^How well boxes fit/ })).toBeVisible()
  await expect(dialog.getByRole('region', { name: 'Dialogues turn by turn' })).toBeVisible()
  const picture = dialog.getByRole('region', { name: 'Worst answers' }).locator('image').first()
  const address = await picture.getAttribute('href')
  expect(await app.page.evaluate(async (url) => (await fetch(url)).status, address ?? '')).toBe(200)
  await app.shot('evaluate-plots')

  await dialog.getByRole('radio', { name: 'Tables' }).check()
  await expect(dialog.getByRole('table')).toHaveCount(4)
  await app.shot('evaluate-tables')

  const system = await app.shell.answerFolderDialog(folder)
  await dialog.getByRole('button', { name: 'Export as JSON…' }).click()
  if (!system) {
    const chooser = app.page.getByRole('dialog', { name: 'Choose where to export' })
    await chooser.getByRole('textbox').fill(folder)
    await chooser.getByRole('textbox').press('Enter')
    await chooser.getByRole('button', { name: 'Export here' }).click()
  }
  await expect(dialog.getByText('Written to')).toBeVisible()
  const [name = ''] = await readdir(folder)
  const report = v.parse(EvaluationReport, JSON.parse(await readFile(join(folder, name), 'utf8')))
  expect(report).toMatchObject({ stopped: false, missing: 0, model: { id: 'deixis-1' }, source: { count: 3, seed: 7 } })
  expect(report.asked).toBe(report.total)

  await dialog.locator('input[type=file]').setInputFiles(join(folder, name))
  await expect(dialog.getByRole('columnheader', { name: 'Difference' }).first()).toBeVisible()
  await expect(dialog.getByRole('cell', { name: '+0.0 points' }).first()).toBeVisible()
  await dialog.getByRole('radio', { name: 'Plots' }).check()
  await expect(dialog.getByRole('img', { name: /^Right answers by task/ })).toBeVisible()
  await app.shot('evaluate-compared')
  await writeFile(join(folder, 'other.json'), '{"format":"something else"}')
  await dialog.getByRole('button', { name: 'End comparison' }).click()
  await dialog.locator('input[type=file]').setInputFiles(join(folder, 'other.json'))
  await expect(dialog.getByText('other.json is not an exported evaluation.')).toBeVisible()
})

test('an evaluation can be stopped and says how far it came; reviewed turns can be asked', async ({ app }) => {
  await app.ready()
  await app.modelReady()
  await app.page.keyboard.press('Control+Shift+e')
  const dialog = app.page.getByRole('dialog', { name: 'Evaluate' })
  await dialog.getByRole('spinbutton', { name: 'Scenes' }).fill('2000')
  await dialog.getByRole('button', { name: 'Start' }).click()
  await expect(dialog.getByText(/^[1-9]\d* of \d+ asked/)).toBeVisible({ timeout: 60_000 })
  await app.page.keyboard.press('Escape')
  await app.page.keyboard.press('Control+Shift+e')
  await dialog.getByRole('button', { name: 'Stop' }).click()
  await expect(dialog.getByText(/^Stopped after \d+ of \d+/)).toBeVisible()
  await expect(dialog.getByRole('region', { name: 'Right answers by task' })).toBeVisible()

  await dialog.getByRole('radio', { name: 'Reviewed turns' }).check()
  await expect(dialog.getByText(/questions? of this project/)).toBeVisible()
  await dialog.getByRole('button', { name: 'Start' }).click()
  await expect(dialog.getByRole('button', { name: 'Export as JSON…' })).not.toHaveAttribute('aria-disabled')
  await app.shot('evaluate-reviewed')
})

for (const scheme of ['light', 'dark'] as const) {
  test.describe(`${scheme} 1100x700`, () => {
    test.use({ viewport: { width: 1100, height: 700 } })
    test('the evaluation fits', async ({ app }) => {
      await app.ready()
      await app.modelReady()
      await app.page.emulateMedia({ colorScheme: scheme })
      await app.page.keyboard.press('Control+Shift+e')
      const dialog = app.page.getByRole('dialog', { name: 'Evaluate' })
      await app.shot(`evaluate-empty-${scheme}`)
      await dialog.getByRole('spinbutton', { name: 'Scenes' }).fill('5')
      await dialog.getByRole('button', { name: 'Start' }).click()
      const worst = dialog.getByRole('region', { name: 'Worst answers' })
      await expect(worst).toBeVisible({ timeout: 60_000 })
      await app.shot(`evaluate-${scheme}`)
      await worst.scrollIntoViewIfNeeded()
      await worst.getByRole('listitem').first().scrollIntoViewIfNeeded()
      await app.shot(`evaluate-worst-${scheme}`)
      const box = await dialog.boundingBox()
      expect(box && box.y >= 0 && box.y + box.height <= 700).toBe(true)
      const { violations } = await new AxeBuilder({ page: app.page }).setLegacyMode(true).analyze()
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
      expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`)).toEqual([])
    })
  })
}
