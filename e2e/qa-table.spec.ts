import { AxeBuilder } from '@axe-core/playwright'
import { type App, expect, test } from './fixtures/app.ts'

async function openTable(app: App): Promise<void> {
  await app.ready()
  await app.openImage('garden.jpg')
  await app.modelReady()
  await app.page.keyboard.press('Control+k')
  await app.page.keyboard.type('Questions and answers')
  await app.page.keyboard.press('Enter')
  await expect(app.page.getByRole('grid', { name: 'Questions and answers' })).toBeVisible()
  await app.ready()
}

test('rows are written by keys, the model suggests only where no answer is, Y accepts', async ({ app }) => {
  const { page } = app
  await openTable(app)
  const grid = page.getByRole('grid', { name: 'Questions and answers' })
  const cell = (name: string) => grid.getByRole('gridcell', { name, exact: true })
  await grid.focus()
  await page.keyboard.press('Control+Enter')
  await expect(cell('Question, row 1')).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.type('What is in the picture?')
  await page.keyboard.press('Control+Enter')
  await expect(cell('Question, row 2')).toBeFocused()
  await expect(cell('Question, row 1')).toHaveText('What is in the picture?')

  await page.keyboard.press('Enter')
  await page.keyboard.type('How many birds are there?')
  await page.keyboard.press('Tab')
  await expect(cell('Regions asked about, row 2')).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(cell('Answer, row 2')).toBeFocused()
  await cell('Type, row 2').getByRole('combobox').selectOption('number')
  await cell('Answer, row 2').focus()
  await page.keyboard.press('Enter')
  await page.keyboard.type('3')
  await page.keyboard.press('Enter')
  await expect(cell('Answer, row 2')).toHaveText('3')
  await expect(cell('State, row 2')).toHaveText('written')

  await cell('Question, row 1').focus()
  await page.keyboard.press('s')
  await expect(cell('State, row 1')).toHaveText('suggested', { timeout: 30_000 })
  await expect(cell('Answer, row 2'), 'what a person wrote stays').toHaveText('3')
  await app.shot('qa')
  await page.keyboard.press('y')
  await expect(cell('State, row 1')).toHaveText('accepted')

  await page.keyboard.press('Alt+ArrowDown')
  await expect(cell('Question, row 2')).toHaveText('What is in the picture?')
  await page.keyboard.press('Delete')
  await expect(grid.getByRole('row')).toHaveCount(2)
  await page.keyboard.press('Control+z')
  await expect(grid.getByRole('row')).toHaveCount(3)
  await app.saved()
})

for (const scheme of ['light', 'dark'] as const) {
  test(`the question table has names, roles and contrast, ${scheme}`, async ({ app }) => {
    await app.page.emulateMedia({ colorScheme: scheme })
    await app.page.setViewportSize({ width: 1100, height: 700 })
    await openTable(app)
    await app.page.getByRole('grid').focus()
    await app.page.keyboard.press('Control+Enter')
    await app.page.keyboard.press('Enter')
    await app.page.keyboard.type('Where is it?')
    await app.page.keyboard.press('Enter')
    await app.shot(`qa-1100-${scheme}`)
    const { violations } = await new AxeBuilder({ page: app.page }).setLegacyMode(true).analyze()
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
  })
}
