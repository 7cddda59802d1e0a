import { expect, test } from './fixtures/app.ts'

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
