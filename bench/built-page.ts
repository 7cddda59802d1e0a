import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { build, type InlineConfig, preview } from 'vite'
import solid from 'vite-plugin-solid'
import { browserArgs, chromiumPath } from '../e2e/fixtures/runtimes.ts'

/** Builds one of the pages beside this file as the app is built, opens it in headless Chromium without a GPU, and closes it after the work. */
export async function withBuiltPage<T>(
  html: string,
  viewport: { readonly width: number; readonly height: number },
  log: (line: string) => void,
  work: (page: Page) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'deixis-bench-'))
  const root = import.meta.dirname
  const settings: InlineConfig = {
    configFile: false,
    root,
    logLevel: 'error',
    plugins: [solid()],
    build: { outDir: folder, emptyOutDir: false, rolldownOptions: { input: { page: resolve(root, html) } } },
    preview: { host: '127.0.0.1', port: 0 },
  }
  await build(settings)
  const server = await preview(settings)
  const browser = await chromium.launch({ executablePath: await chromiumPath(), args: browserArgs })
  try {
    const page = await browser.newPage({ viewport })
    page.on('pageerror', (error) => log(`page: ${error.message}`))
    await page.goto(`${server.resolvedUrls?.local[0]}${html}`)
    return await work(page)
  } finally {
    await browser.close()
    await new Promise<void>((done) => server.httpServer.close(() => done()))
    await rm(folder, { recursive: true, force: true })
  }
}
