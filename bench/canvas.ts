import { withBuiltPage } from './built-page.ts'
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
  return await withBuiltPage('canvas-page.html', { width: 1200, height: 800 }, log, async (page) => {
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
  })
}

if (process.argv[1] === import.meta.filename) console.log(JSON.stringify(await measure()))
