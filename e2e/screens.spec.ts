import type { Page } from 'playwright/test'
import { expect, test } from './fixtures/app.ts'
import { seriousFindings } from './fixtures/axe.ts'
import { cutOff } from './fixtures/cut-off.ts'
import { type Language, languages, screens } from './fixtures/screens.ts'

/** The window's sizes, and the themes in which a picture is kept for eyes. */
const sizes = [
  { width: 1440, height: 900, themes: ['light', 'dark'] },
  { width: 2560, height: 1440, themes: ['light'] },
  { width: 1100, height: 700, themes: ['dark', 'light'] },
] as const

type Look = { readonly theme: 'light' | 'dark'; readonly contrast: 'system' | 'high'; readonly textScale: string }
const light: Look = { theme: 'light', contrast: 'system', textScale: '1' }

/** What the settings put on the page; two frames later it shows. */
async function dress(page: Page, look: Look): Promise<void> {
  await page.evaluate(async ({ theme, contrast, textScale }) => {
    const { dataset, style } = document.documentElement
    dataset.theme = theme
    dataset.contrast = contrast
    dataset.motion = 'reduced'
    style.setProperty('--text-scale', textScale)
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
  }, look)
}

// Hundreds of screens would be recorded; the pictures that are kept tell more.
test.use({ trace: 'off' })

for (const language of Object.keys(languages) as Language[]) {
  test(`every screen is whole, readable and named: ${language}`, async ({ app }) => {
    test.skip(
      app.shell.kind !== 'chromium',
      'the page is the same, and a window of Electron is no larger than its display',
    )
    test.setTimeout(300_000)
    const { page } = app
    await app.ready()
    await page.evaluate((name) => localStorage.setItem('deixis.language', JSON.stringify(name)), language)
    await page.reload()
    await expect(page.locator('html')).toHaveAttribute('lang', language)
    await expect(page.locator('[role=application]')).toHaveAttribute('data-picture', 'ready')
    // What was found on every screen, told at the end: one bad screen hides no other.
    const found: string[] = []
    const note = (where: string, lines: readonly string[]) => found.push(...lines.map((line) => `${where}: ${line}`))

    for (const screen of screens) {
      await test.step(screen.name, async () => {
        await screen.open(app, language)
        if (language === 'en')
          for (const look of [light, { ...light, theme: 'dark' }, { ...light, contrast: 'high' }] as const) {
            await dress(page, look)
            note(`${screen.name}, ${look.theme}, contrast ${look.contrast}`, await seriousFindings(page))
            if (look.contrast === 'high') await app.shot(`${screen.name}-${language}-high-contrast`)
          }
        for (const size of sizes) {
          await page.setViewportSize(size)
          if (screen.anchored) await screen.open(app, language)
          for (const theme of size.themes) {
            await dress(page, { ...light, theme })
            await app.shot(`${screen.name}-${language}-${size.width}-${theme}`)
          }
          note(`${screen.name}, ${size.width}`, await cutOff(page))
        }
        await dress(page, { ...light, textScale: '1.4' })
        note(`${screen.name}, 1100, texts at 140 %`, await cutOff(page))
        await app.shot(`${screen.name}-${language}-1100-140`)
        await dress(page, light)
        await page.setViewportSize(sizes[0])
      })
    }
    expect(found.join('\n')).toBe('')
  })
}
