import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright/test'
import { type App, expect, test } from './fixtures/app.ts'
import { Hand } from './fixtures/hand.ts'
import { makeSceneFolder } from './fixtures/scene-folder.ts'

// Somebody with many images to do today. DEIXIS_DAY=500 is the day that docs/tasted.md tells of; a short one is checked always.
const images = Number(process.env.DEIXIS_DAY ?? 24)
const labelled = Math.min(60, images / 2)
const reviewed = Math.min(200, images)

test('a day of many images: box and label by keys, ask all, review, filter, export', async ({ app }) => {
  test.setTimeout(120_000 + images * 1500)
  const { page } = app
  const folder = join(app.folder, 'day')
  await makeSceneFolder(folder, images)
  await app.ready()
  await app.openFolder(folder)
  await expect(page.getByRole('heading', { name: 'day' })).toBeVisible()
  await app.ready()
  await app.modelReady()

  const box = new Hand(app)
  await app.canvas.focus()
  await page.keyboard.press('r')
  const counter = page.getByRole('status', { name: 'Position in the image list' })
  await watchPictures(page)
  for (let n = 1; n <= labelled; n++) {
    await box.drag([40, 30], [120, 100])
    if (n === 1) await nameFirst(app)
    else await box.press('1')
    await box.press('Control+Enter')
    await expect(counter).toHaveText(`${n + 1} / ${images}`)
    await app.ready()
  }
  tell('box, label, done and next', labelled, box, await shownAfter(page))
  // The first label is written once; its keys are not counted.
  expect(box.count).toBe(3 * labelled - 1)

  const ask = new Hand(app)
  await ask.press('Shift+I')
  const dialog = page.getByRole('dialog', { name: 'Ask many images' })
  await expect(dialog).toBeVisible()
  const began = performance.now()
  await ask.press('Control+Enter')
  await expect(dialog.getByRole('heading', { name: 'Done' })).toBeVisible({ timeout: 60_000 + images * 1000 })
  console.log(`ask ${images}: ${((performance.now() - began) / images).toFixed(0)} ms an image`)
  await expect(dialog.getByText(/^Answered/).locator('..')).toContainText(String(images))
  // The button that has the focus goes on to the review.
  await ask.press('Enter')
  await ask.type('Ann')
  await ask.press('Enter')
  expect(ask.count).toBe(5)

  const review = new Hand(app)
  const left = page.locator('.review-count').getByRole('status')
  await expect(page.getByRole('article', { name: 'Item in review' })).toBeFocused()
  const items = Number.parseInt(await left.innerText(), 10)
  expect(items).toBeGreaterThanOrEqual(reviewed)
  await watchReview(page)
  for (let n = 1; n <= reviewed; n++) {
    await expect(page.locator('.review-words')).toHaveCount(1)
    if (n % 20 === 0) {
      await review.press('e')
      await review.press('Enter')
    } else await review.press(n % 10 === 5 ? 'x' : 'y')
    await expect(left).toHaveText(`${items - n} items left`)
  }
  tell('review', reviewed, review, await shownAfter(page))
  await app.saved()

  await page.keyboard.press('Alt+1')
  await page.keyboard.press('Control+f')
  await page.keyboard.type('status:done')
  const list = page.getByRole('listbox', { name: 'Images' })
  await expect(list.getByRole('option').first()).toHaveAttribute('aria-setsize', String(labelled))
  await page.keyboard.press('Enter')

  await page.keyboard.press('Control+e')
  const chooser = page.getByRole('dialog', { name: 'Export' })
  await expect(chooser.getByText(/Record 1/)).toBeVisible()
  const system = await app.shell.answerFolderDialog(app.folder)
  await chooser.getByRole('button', { name: /^Export/ }).click()
  if (!system) {
    const place = page.getByRole('dialog', { name: 'Choose where to export' })
    await place.getByRole('textbox').fill(app.folder)
    await place.getByRole('textbox').press('Enter')
    await place.getByRole('button', { name: 'Export here' }).click()
  }
  await expect(chooser.getByText(/\d records? in/)).toBeVisible({ timeout: 60_000 })
  const [name = ''] = (await readdir(app.folder)).filter((each) => each.endsWith('.jsonl'))
  const records = (await readFile(join(app.folder, name), 'utf8')).trim().split('\n')
  expect(records.length).toBeGreaterThanOrEqual(images)
})

/** Writes the label that the key 1 gives from then on. */
async function nameFirst(app: App): Promise<void> {
  await app.page.keyboard.press('F2')
  await app.page.keyboard.type('thing')
  await app.page.keyboard.press('Enter')
  await app.canvas.focus()
}

type Watched = { waits: number[] }

/** Notes how long it takes from Ctrl+Enter until the next picture is on the screen. */
function watchPictures(page: Page): Promise<void> {
  return page.evaluate(() => {
    const watched: Watched = { waits: [] }
    Object.assign(window, { watched })
    const host = document.querySelector('[role=application]')
    let pressed = 0
    window.addEventListener(
      'keydown',
      ({ key, ctrlKey }) => {
        if (key === 'Enter' && ctrlKey) pressed = performance.now()
      },
      true,
    )
    const observer = new MutationObserver(() => {
      if (host?.getAttribute('data-picture') !== 'ready' || pressed === 0) return
      const from = pressed
      pressed = 0
      requestAnimationFrame(() => requestAnimationFrame(() => watched.waits.push(performance.now() - from)))
    })
    if (host) observer.observe(host, { attributes: true, attributeFilter: ['data-picture'] })
  })
}

/** Notes how long it takes from a verdict until the next item is on the screen. */
function watchReview(page: Page): Promise<void> {
  return page.evaluate(() => {
    const watched: Watched = { waits: [] }
    Object.assign(window, { watched })
    const left = document.querySelector('.review-count [role=status]')
    let pressed = 0
    window.addEventListener(
      'keydown',
      ({ key }) => {
        if (/^([yx]|Enter)$/.test(key)) pressed = performance.now()
      },
      true,
    )
    const observer = new MutationObserver(() => {
      const from = pressed
      const look = (): void => {
        const there =
          document.querySelector('.review-words') && document.querySelector('.review-view img, .review-view image')
        if (there) requestAnimationFrame(() => watched.waits.push(performance.now() - from))
        else requestAnimationFrame(look)
      }
      look()
    })
    if (left) observer.observe(left, { childList: true, characterData: true, subtree: true })
  })
}

async function shownAfter(page: Page): Promise<readonly number[]> {
  const waits = await page.evaluate(() => (window as unknown as { watched: Watched }).watched.waits)
  return waits.sort((a, b) => a - b)
}

function tell(what: string, items: number, hand: Hand, waits: readonly number[]): void {
  const at = (share: number): string => (waits[Math.floor(share * (waits.length - 1))] ?? 0).toFixed(0)
  const each = `${(hand.count / items).toFixed(2)} actions, ${(hand.seconds / items).toFixed(1)} s of a trained hand an item`
  console.log(`${what}, ${items} items: ${each}; the next is there after ${at(0.5)} ms (p95 ${at(0.95)} ms)`)
}
