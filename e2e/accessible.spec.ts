import { AxeBuilder } from '@axe-core/playwright'
import { type App, expect, test } from './fixtures/app.ts'

/** Serious and critical findings, as `rule: element`. */
async function findings(app: App): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page: app.page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'])
    .setLegacyMode(true)
    .analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`),
    )
}

for (const scheme of ['light', 'dark'] as const) {
  test(`names, roles and contrast are right on every screen, ${scheme}`, async ({ app }) => {
    await app.ready()
    await app.page.emulateMedia({ colorScheme: scheme })
    await app.openImage('meadow')
    await expect(app.turns.first()).toBeVisible()
    expect(await findings(app), 'the workbench').toEqual([])
    for (const [key, title] of [
      ['Control+e', 'export'],
      ['Shift+?', 'keys'],
      ['t', 'dialects'],
    ] as const) {
      await app.canvasKey(key)
      await expect(app.page.getByRole('dialog')).toBeVisible()
      expect(await findings(app), title).toEqual([])
      await app.page.keyboard.press('Escape')
      await expect(app.page.getByRole('dialog')).toHaveCount(0)
    }
    await app.page.getByRole('button', { name: /^Model and device/ }).click()
    await expect(app.page.getByRole('dialog')).toBeVisible()
    expect(await findings(app), 'model').toEqual([])
    await app.page.keyboard.press('Escape')
    await app.page.getByRole('button', { name: 'Menu' }).click()
    expect(await findings(app), 'menu').toEqual([])
  })
}

test('Tab goes through the window in its order and never gets caught', async ({ app }) => {
  await app.ready()
  await app.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  const seen: string[] = []
  for (let press = 0; press < 60; press++) {
    await app.page.keyboard.press('Tab')
    const at = await app.page.evaluate(() => {
      const element = document.activeElement
      if (!element || element === document.body) return null
      const lit = (style: CSSStyleDeclaration): boolean =>
        (style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none'
      const current = element.querySelector('[aria-selected="true"]')
      const ring =
        lit(getComputedStyle(element)) ||
        Number.parseFloat(getComputedStyle(element, '::after').borderTopWidth) > 0 ||
        (current !== null && lit(getComputedStyle(current))) ||
        element.closest('.composer-box')?.matches(':focus-within') === true
      const labels = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : null
      return { name: element.getAttribute('aria-label') ?? labels ?? element.textContent?.trim() ?? '', ring }
    })
    if (at === null || (seen.length > 1 && at.name === seen[0])) break
    expect(at.name, 'a control without a name has the focus').not.toBe('')
    expect(at.ring, `${at.name} shows that it has the focus`).toBe(true)
    seen.push(at.name)
  }
  expect(seen.length).toBeLessThan(60)
  const order = ['Export', 'Menu', 'Picture with regions', 'Message']
  expect(seen.filter((name) => order.includes(name))).toEqual(order)
})
