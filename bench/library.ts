import { link, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Transformer } from '@napi-rs/image'
import type { Page } from 'playwright/test'
import { endMain, openBrowser, startMain } from '../e2e/fixtures/serve-shell.ts'
import { percentile95 } from './percentile95.ts'

const pictures = 100_000
const inOneFolder = 1000
const scrollFrames = 240

export type LibraryFigures = {
  /** From opening the folder to its first picture drawn: for the first time. */
  readonly firstImageMs100k: number
  /** The same when the folder was read before. */
  readonly reopenImageMs100k: number
  /** Until the whole folder is listed. */
  readonly listedMs100k: number
  readonly scrollP95FrameMs: number
  /** The same with the images as a grid. */
  readonly gridScrollP95FrameMs: number
  /** The same while nothing moves: what the machine has left. */
  readonly idleP95FrameMs: number
}

/** One small picture under 100,000 names, in folders of 1,000: file systems allow so many links, and the reader cannot tell. */
async function makeFolder(folder: string): Promise<void> {
  const pixels = new Uint8Array(64 * 48 * 4).fill(180)
  const bytes = await Transformer.fromRgbaPixels(pixels, 64, 48).png()
  for (let from = 0; from < pictures; from += inOneFolder) {
    const inside = join(folder, `part-${from / inOneFolder}`)
    await mkdir(inside, { recursive: true })
    const first = join(inside, 'picture-0.png')
    await writeFile(first, bytes)
    const names = Array.from({ length: inOneFolder - 1 }, (_, i) => join(inside, `picture-${i + 1}.png`))
    await Promise.all(names.map((name) => link(first, name)))
  }
}

/** Runs in the page: notes when the folder's first picture is on the canvas. */
function watchFirst(): void {
  const marks = window as unknown as { firstAt: number }
  marks.firstAt = 0
  const look = (): void => {
    const row = document.querySelector('[role=option][aria-selected=true][aria-label*="part-0/picture-0.png"]')
    const canvas = document.querySelector('[data-picture=ready]')
    if (row && canvas) marks.firstAt = performance.now()
    else requestAnimationFrame(look)
  }
  look()
}

/** From the press that opens the folder to the first picture of it on the canvas, and to the end of the list. */
async function openFolder(page: Page, folder: string): Promise<{ first: number; listed: number }> {
  await page.keyboard.press('Control+o')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill(folder)
  await dialog.getByRole('textbox').press('Enter')
  const open = dialog.getByRole('button', { name: 'Open', exact: true })
  await open.waitFor()
  await page.evaluate(() => {
    const marks = window as unknown as { openedAt?: number }
    document.addEventListener('click', () => (marks.openedAt = performance.now()), { once: true, capture: true })
  })
  await open.click()
  return await waitForList(page)
}

/** When the first picture was on the canvas, and when the whole list was there: since the press, or the start of the page. */
async function waitForList(page: Page): Promise<{ first: number; listed: number }> {
  await page.evaluate(watchFirst)
  const times = await page.waitForFunction(
    (total) => {
      const marks = window as unknown as { openedAt?: number; firstAt: number }
      const openedAt = marks.openedAt ?? 0
      const listed = document.querySelector(`[role=option][aria-setsize="${total}"]`)
      const reading = document.querySelector('.pane-head [role=status]')?.textContent?.includes('…')
      if (!marks.firstAt || !listed || reading) return null
      return { first: marks.firstAt - openedAt, listed: performance.now() - openedAt }
    },
    pictures,
    { timeout: 300_000, polling: 50 },
  )
  return (await times.jsonValue()) as { first: number; listed: number }
}

/** Scrolls the list by so many pixels a frame; the time between frames, in milliseconds, 95th percentile. */
async function scroll(page: Page, pixels: number): Promise<number> {
  const frames = await page.evaluate(
    async ([count, by]) => {
      const list = [...document.querySelectorAll('[role=listbox]')].find((each) => each.scrollHeight > 100_000)
      if (!list) throw new Error('there is no long list')
      const times: number[] = []
      let before = await new Promise<number>(requestAnimationFrame)
      for (let i = 0; i < count; i++) {
        list.scrollTop += by
        const now = await new Promise<number>(requestAnimationFrame)
        times.push(now - before)
        before = now
      }
      return times
    },
    [scrollFrames, pixels] as const,
  )
  return percentile95(frames)
}

/** Opens a project folder of 100,000 pictures in the built page, twice, and scrolls through its list. */
export async function measure(log: (line: string) => void = console.error): Promise<LibraryFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'deixis-library-'))
  try {
    await makeFolder(join(folder, 'pictures'))
    const server = await startMain(folder, '0')
    const context = await openBrowser(join(folder, 'profile'), { width: 1440, height: 900 })
    try {
      const page = context.pages()[0] ?? (await context.newPage())
      page.on('pageerror', (error) => log(`page: ${error.message}`))
      const start = async (): Promise<void> => {
        await page.goto('about:blank')
        await page.goto(server.address)
        await page.locator('[data-picture=ready]').waitFor({ timeout: 60_000 })
      }
      await start()
      const once = await openFolder(page, join(folder, 'pictures'))
      log(`first time: ${once.first.toFixed(0)} ms to the first picture, ${once.listed.toFixed(0)} ms to the last`)
      const idleP95FrameMs = await scroll(page, 0)
      const scrollP95FrameMs = await scroll(page, 300)
      log(`a frame, p95: scrolling ${scrollP95FrameMs.toFixed(1)} ms, idle ${idleP95FrameMs.toFixed(1)} ms`)
      await page.keyboard.press('Alt+g')
      await page.locator('.image-cell').first().waitFor()
      const gridScrollP95FrameMs = await scroll(page, 300)
      log(`a frame of the grid, p95: scrolling ${gridScrollP95FrameMs.toFixed(1)} ms`)
      await page.keyboard.press('Alt+g')
      // The page opens by itself what was open last, so this time counts from the start of the page.
      await page.goto('about:blank')
      await page.goto(server.address)
      const again = await waitForList(page)
      log(`again: ${again.first.toFixed(0)} ms to the first picture, ${again.listed.toFixed(0)} ms to the last`)
      return {
        firstImageMs100k: Math.round(once.first),
        reopenImageMs100k: Math.round(again.first),
        listedMs100k: Math.round(once.listed),
        scrollP95FrameMs: Math.round(scrollP95FrameMs * 10) / 10,
        gridScrollP95FrameMs: Math.round(gridScrollP95FrameMs * 10) / 10,
        idleP95FrameMs: Math.round(idleP95FrameMs * 10) / 10,
      }
    } finally {
      await context.close()
      await endMain(server, 'SIGTERM')
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

if (process.argv[1] === import.meta.filename) console.log(JSON.stringify(await measure()))
