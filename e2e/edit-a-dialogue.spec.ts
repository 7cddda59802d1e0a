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

test('an answer that was cut off goes on where it ended', async ({ app }) => {
  await app.ready()
  await app.answerWith({ 'Longest answer': '6' })
  const answer = await app.ask('Describe the image with boxes.')
  await expect(answer.locator('.badge')).toHaveText('longest length reached')
  await answer.hover()
  await answer.getByRole('button', { name: 'What the model said' }).click()
  const cut = await answer.locator('.turn-raw').innerText()
  expect(cut.length).toBeGreaterThan(0)
  await app.answerWith({ 'Longest answer': '256' })
  await answer.hover()
  await answer.getByRole('button', { name: 'Continue the answer' }).click()
  await expect(answer.getByText(/· complete$/)).toBeVisible({ timeout: 30_000 })
  const whole = await answer.locator('.turn-raw').innerText()
  expect(whole.startsWith(cut)).toBe(true)
  expect(whole.length).toBeGreaterThan(cut.length + 10)
  await expect(app.turns, 'it is the same answer').toHaveCount(2)
})

for (const [language, steps] of [
  ['Chinese', ['n', 'ni', '你', '你好']],
  ['Japanese', ['k', 'か', '火', '火事']],
] as const) {
  test(`${language} is composed beside a chip: the Enter that ends it does not send, the next one does`, async ({
    app,
  }) => {
    const { page } = app
    await app.ready()
    await app.modelReady()
    await app.canvasKey('r')
    await app.drag([40, 40], [160, 130])
    await app.composer.click()
    await page.keyboard.type('@R1')
    await page.keyboard.press('Tab')
    const cdp = await page.context().newCDPSession(page)
    for (const text of steps)
      await cdp.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
    await app.composer.evaluate((message) => {
      message.addEventListener('keydown', (event) => {
        if (!(event instanceof KeyboardEvent)) return
        message.dataset.enters = `${message.dataset.enters ?? ''}${event.key} ${event.isComposing};`
      })
    })
    const enter = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' }
    await cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...enter })
    await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', ...enter })
    await expect(app.composer, 'the page was told of an Enter that composes').toHaveAttribute(
      'data-enters',
      'Enter true;',
    )
    const said = steps[steps.length - 1] ?? ''
    await cdp.send('Input.insertText', { text: said })
    await expect(app.composer.locator('.chip')).toHaveText(['R1'])
    await expect(app.composer).toHaveText(new RegExp(`R1\\s*${said}$`))
    await page.keyboard.press('Enter')
    await expect(app.turns.first(), 'one message, sent once, with all of it').toHaveText(new RegExp(`R1\\s*${said}`))
    await expect(app.turns.filter({ hasText: said })).toHaveCount(1)
    await expect(app.composer).toHaveText('')
  })
}

test('words of a message are copied with the coordinates of its chips', async ({ app }) => {
  const { page } = app
  await app.ready()
  await app.canvasKey('r')
  await app.drag([64, 32], [128, 96])
  await app.composer.click()
  await page.keyboard.type('Is @R1')
  await page.keyboard.press('Tab')
  await page.keyboard.type(' red?')
  await page.keyboard.press('Alt+Enter')
  await app.turns.first().locator('.turn-text').selectText()
  await page.keyboard.press('Control+c')
  await app.composer.click()
  await page.keyboard.press('Control+Shift+v')
  await expect(app.composer, 'what was copied, as text').toHaveText(/^Is \[[\d.]+,[\d.]+,[\d.]+,[\d.]+\] red\?$/)
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Delete')
  await page.keyboard.press('Control+v')
  await expect(app.composer).toHaveText(/^Is\s+R1\s+red\?$/)
  await expect(app.regions, 'it is the same region').toHaveCount(1)
})
