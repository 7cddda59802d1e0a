import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright/test'
import { endMain, openBrowser, startMain } from '../e2e/fixtures/serve-shell.ts'

const regions = 1_000_000

export type StatisticsFigures = {
  /** From the key that opens the screen to the plots of a million regions. */
  readonly plots1mMs: number
  /** The same when they were counted before. */
  readonly plotsAgain1mMs: number
  /** The longest time that the window stood still meanwhile. */
  readonly longestFrameMs: number
  /** What the page's processes grew by while counting, at most. */
  readonly peakGrowthMb: number
}

/** Runs in the page: puts regions into the open project's database, as if they had been drawn on its pictures. */
async function fill(total: number): Promise<void> {
  const open = indexedDB.open('deixis-sample')
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    open.onsuccess = () => resolve(open.result)
    open.onerror = () => reject(open.error)
  })
  const images = await new Promise<{ id: string }[]>((resolve) => {
    const all = database.transaction('images').objectStore('images').getAll()
    all.onsuccess = () => resolve(all.result)
  })
  const judgements = ['accepted', 'corrected', 'rejected', 'open']
  const atOnce = 20_000
  for (let from = 0; from < total; from += atOnce) {
    const work = database.transaction('regions', 'readwrite', { durability: 'relaxed' })
    for (let n = from; n < from + atOnce; n++) {
      const x = n % 400
      const shape = { kind: 'box', x1: x, y1: n % 90, x2: x + 10 + (n % 97), y2: (n % 90) + 20 }
      const predicted = { ...shape, x2: shape.x2 + (n % 13) }
      work.objectStore('regions').put({
        id: `bench${n}`,
        imageId: images[n % images.length]?.id,
        number: n + 10,
        shape,
        label: `label ${n % 300}`,
        origin: 'model',
        proposal: { turnId: `bench-turn${n >> 3}`, predicted, judgement: judgements[n % 4] },
        createdAt: 1,
      })
    }
    await new Promise<void>((resolve, reject) => {
      work.oncomplete = () => resolve()
      work.onerror = () => reject(work.error)
    })
  }
  database.close()
}

/** Megabytes that the browser and every process it started hold. */
function held(profile: string): number {
  const lines = execFileSync('ps', ['-eo', 'pid,ppid,rss,args'], { maxBuffer: 1 << 24 })
    .toString()
    .split('\n')
  const all = lines.map((line) => {
    const [pid = '', parent = '', rss = '0'] = line.trim().split(/\s+/)
    return { pid, parent, rss: Number(rss), isBrowser: line.includes(`--user-data-dir=${profile}`) }
  })
  const own = new Set(all.filter(({ isBrowser }) => isBrowser).map(({ pid }) => pid))
  for (let before = 0; before !== own.size; ) {
    before = own.size
    for (const { pid, parent } of all) if (own.has(parent)) own.add(pid)
  }
  return all.filter(({ pid }) => own.has(pid)).reduce((sum, { rss }) => sum + rss, 0) / 1024
}

async function closeScreen(page: Page): Promise<void> {
  await page.keyboard.press('Alt+1')
  await page.locator('[data-picture=ready]').waitFor()
}

async function openScreen(page: Page): Promise<{ took: number; longest: number }> {
  return page.evaluate(async () => {
    const start = performance.now()
    window.dispatchEvent(new KeyboardEvent('keydown', { key: '4', code: 'Digit4', altKey: true, bubbles: true }))
    let before = performance.now()
    let longest = 0
    for (;;) {
      const now = await new Promise<number>(requestAnimationFrame)
      longest = Math.max(longest, now - before)
      before = now
      if (document.querySelector('.statistics-figure .plot svg')) return { took: now - start, longest }
    }
  })
}

/** Counts a project with a million regions in the built page. */
export async function measure(log: (line: string) => void = console.error): Promise<StatisticsFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'deixis-statistics-'))
  const profile = join(folder, 'profile')
  try {
    const server = await startMain(folder, '0')
    const context = await openBrowser(profile, { width: 1440, height: 900 })
    try {
      const page = context.pages()[0] ?? (await context.newPage())
      await page.goto(server.address)
      await page.locator('[data-picture=ready]').waitFor({ timeout: 60_000 })
      const start = performance.now()
      await page.evaluate(fill, regions)
      log(`${regions} regions are there after ${((performance.now() - start) / 1000).toFixed(0)} s`)
      const before = held(profile)
      let peak = before
      const watch = setInterval(() => {
        peak = Math.max(peak, held(profile))
      }, 1000)
      const { took, longest } = await openScreen(page)
      clearInterval(watch)
      log(`plots after ${took.toFixed(0)} ms, longest frame ${longest.toFixed(0)} ms, ${before.toFixed(0)} MB before`)
      await closeScreen(page)
      const again = await openScreen(page)
      log(`again after ${again.took.toFixed(0)} ms, longest frame ${again.longest.toFixed(0)} ms`)
      return {
        plots1mMs: Math.round(took),
        plotsAgain1mMs: Math.round(again.took),
        longestFrameMs: Math.round(longest),
        peakGrowthMb: Math.round(peak - before),
      }
    } finally {
      await context.close()
      await endMain(server, 'SIGTERM')
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
