import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { chromium } from 'playwright-core'
import { build, type InlineConfig, preview } from 'vite'
import solid from 'vite-plugin-solid'
import { browserArgs, chromiumPath } from '../e2e/fixtures/runtimes.ts'
import { percentile95 } from './percentile95.ts'

const counts = [500, 5000, 10_000] as const

export type CanvasFigures = {
  readonly frameMs500: number
  readonly frameMs5000: number
  readonly frameMs10000: number
}

/**
 * What one frame of panning, zooming and dragging a region costs, the dearest of them, on a picture of 4000 x 3000 at 1200 x 800 on the screen, everything
 * visible: 95th percentile in ms of handler, redraw and painting, in headless Chromium without a GPU.
 */
export async function measure(log: (line: string) => void = console.error): Promise<CanvasFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'deixis-canvas-'))
  const root = import.meta.dirname
  const settings: InlineConfig = {
    configFile: false,
    root,
    logLevel: 'error',
    plugins: [solid()],
    build: {
      outDir: folder,
      emptyOutDir: false,
      rolldownOptions: { input: { page: resolve(root, 'canvas-page.html') } },
    },
    preview: { host: '127.0.0.1', port: 0 },
  }
  await build(settings)
  const server = await preview(settings)
  const browser = await chromium.launch({ executablePath: await chromiumPath(), args: browserArgs })
  try {
    const page = await browser.newPage({ viewport: { width: 1200, height: 800 } })
    page.on('pageerror', (error) => log(`page: ${error.message}`))
    await page.goto(`${server.resolvedUrls?.local[0]}canvas-page.html`)
    await page.waitForFunction(() => 'measureCanvas' in window)
    const results = await page.evaluate((list) => window.measureCanvas(list), counts)
    const figures = results.map(({ pan, drag, zoom, select, settle }, i) => {
      const parts = Object.entries({ pan, drag, zoom, select, 'sharpen after a zoom': settle }).map(
        ([name, times]) => `${name} ${percentile95(times).toFixed(1)} ms (worst ${Math.max(...times).toFixed(1)})`,
      )
      log(`${counts[i]} regions, a frame, p95: ${parts.join(', ')}`)
      return Math.round(Math.max(...[pan, drag, zoom].map(percentile95)) * 10) / 10
    })
    const [frameMs500 = Number.NaN, frameMs5000 = Number.NaN, frameMs10000 = Number.NaN] = figures
    return { frameMs500, frameMs5000, frameMs10000 }
  } finally {
    await browser.close()
    await new Promise<void>((done) => server.httpServer.close(() => done()))
    await rm(folder, { recursive: true, force: true })
  }
}

if (process.argv[1] === import.meta.filename) console.log(JSON.stringify(await measure()))
