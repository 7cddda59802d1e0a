import { expect, test } from './fixtures/app.ts'

test.use({ viewport: { width: 1100, height: 700 } })

test('an answer is given again beside the first, goes on, and its dialogue is copied as a tab', async ({ app }) => {
  const { page } = app
  await app.ready()
  await app.answerWith({ Temperature: '1.5', Seed: '3' })
  await app.ask('Describe the image with boxes.')
  const answer = app.turns.last()
  const first = await answer.locator('.turn-text').innerText()
  await app.answerWith({ Temperature: '1.5', Seed: '11' })
  await answer.hover()
  await answer.getByRole('button', { name: 'Answer again' }).click()
  await expect(answer.locator('.alternatives')).toContainText('2/2')
  await answer.getByRole('button', { name: 'Answer before' }).click()
  await expect(answer.locator('.alternatives')).toContainText('1/2')
  await expect(answer.locator('.turn-text')).toHaveText(first, { useInnerText: true })
  await answer.hover()
  await app.shot('alternatives')
  await answer.getByRole('button', { name: 'Continue the answer' }).click()
  await expect(page.getByRole('button', { name: 'Stop' })).toHaveCount(0)
  await expect(answer.locator('.turn-text')).toContainText(first.slice(0, 20), { useInnerText: true })
  await answer.hover()
  await answer.getByRole('button', { name: 'What the model said' }).click()
  await expect(answer.locator('.turn-raw')).not.toBeEmpty()
  await page.getByRole('button', { name: 'Dialogue', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Duplicate' }).click()
  await expect(page.getByRole('tab', { name: 'Dialogue 1 (copy)' })).toHaveAttribute('aria-selected', 'true')
  await app.saved()
  await page.reload()
  await app.ready()
  await page.getByRole('tab', { name: 'Dialogue 1', exact: true }).click()
  await expect(app.turns.last().locator('.alternatives')).toContainText('1/2')
  await page.emulateMedia({ colorScheme: 'dark' })
  await app.composer.click()
  await page.keyboard.type('/')
  await app.shot('templates-dark')
})

for (const [language, steps] of [
  ['Chinese', ['n', 'ni', '你', '你好']],
  ['Japanese', ['k', 'か', '火', '火事']],
] as const) {
  test(`${language} is composed beside a chip: Enter that ends it does not send`, async ({ app }) => {
    const { page } = app
    await app.ready()
    await app.canvasKey('r')
    await app.drag([40, 40], [160, 130])
    await app.composer.click()
    await page.keyboard.type('@R1')
    await page.keyboard.press('Tab')
    const cdp = await page.context().newCDPSession(page)
    for (const text of steps)
      await cdp.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
    await cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', windowsVirtualKeyCode: 229, key: 'Process' })
    const said = steps[steps.length - 1] ?? ''
    await cdp.send('Input.insertText', { text: said })
    await expect(app.composer.locator('.chip')).toHaveText(['R1'])
    await expect(app.composer).toHaveText(new RegExp(`R1\\s*${said}$`))
    await expect(app.turns).toHaveCount(0)
  })
}
