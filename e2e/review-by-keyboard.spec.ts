import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { type App, expect, test } from './fixtures/app.ts'
import { makeSceneFolder } from './fixtures/scene-folder.ts'

const perPicture = 24

/** One line of a project file: a picture with a question, an answer, and its open proposals. */
function proposalsOn(path: string, at: number, reviews?: readonly object[]): string {
  const image = { id: `image${at}`, path, width: 256, height: 256, bytes: 1, file: path }
  const turn = { dialogueId: `d${at}`, review: 'open', createdAt: 1 }
  const regions = Array.from({ length: perPicture }, (_, i) => {
    const x = 10 + 38 * (i % 6)
    const y = 10 + 50 * Math.floor(i / 6)
    const shape = { kind: 'box', x1: x, y1: y, x2: x + 30, y2: y + 40 }
    return {
      id: `p${at}-${i}`,
      imageId: image.id,
      number: i + 1,
      shape,
      label: i % 2 === 0 ? 'dog' : 'kite',
      origin: 'model',
      proposal: { turnId: `a${at}`, predicted: shape, judgement: 'open', confidence: (i + 1) / 30 },
      ...(reviews === undefined ? {} : { reviews }),
      createdAt: 1,
    }
  })
  return JSON.stringify({
    deixis: 1,
    kind: 'dialogue',
    dialogue: { id: `d${at}`, imageIds: [image.id], title: '', kind: 'chat', createdAt: 1 },
    images: [image],
    regions,
    turns: [
      {
        ...turn,
        id: `q${at}`,
        order: 1,
        role: 'user',
        parts: [{ kind: 'text', text: 'What is there?' }],
        origin: 'human',
      },
      {
        ...turn,
        id: `a${at}`,
        order: 2,
        role: 'assistant',
        parts: [
          { kind: 'text', text: 'There are dogs and kites: ' },
          { kind: 'mention', regionIds: regions.map(({ id }) => id) },
        ],
        origin: 'model',
      },
    ],
  })
}

async function importLines(app: App, name: string, lines: readonly string[]): Promise<void> {
  const path = join(app.folder, name)
  await writeFile(path, `${lines.join('\n')}\n`)
  await app.page.keyboard.press('Control+i')
  const dialog = app.page.getByRole('dialog', { name: 'Import' })
  await dialog.getByRole('textbox', { name: 'Path of the file or folder' }).fill(path)
  await app.page.keyboard.press('Enter')
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(dialog.getByText(/^Imported/)).toBeVisible()
  await app.page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await app.saved()
}

async function openScenes(app: App, pictures: number): Promise<string[]> {
  const folder = join(app.folder, 'scenes')
  const known = await makeSceneFolder(folder, 8)
  await app.ready()
  await app.openFolder(folder)
  await expect(app.page.getByRole('heading', { name: 'scenes' })).toBeVisible()
  await app.ready()
  const paths = [...new Set(known.map(({ image }) => image))].slice(0, pictures)
  expect(paths).toHaveLength(pictures)
  return paths
}

async function openReview(app: App, name: string): Promise<void> {
  await app.page.keyboard.press('Control+k')
  await app.page.keyboard.type('Review answers')
  await app.page.keyboard.press('Enter')
  const field = app.page.getByRole('textbox', { name: 'Your name' })
  await expect(field).toBeFocused()
  await app.page.keyboard.type(name)
  await app.page.keyboard.press('Enter')
}

test('a hundred items are reviewed by keys alone, each an undoable step that is kept', async ({ app }) => {
  test.setTimeout(120_000)
  const paths = await openScenes(app, 4)
  await importLines(
    app,
    'proposals.jsonl',
    paths.map((path, at) => proposalsOn(path, at)),
  )
  const { page } = app
  await openReview(app, 'Ann')
  const left = page.locator('.review-count').getByRole('status')
  const item = page.getByRole('article', { name: 'Item in review' })
  await expect(left).toHaveText('100 items left')
  await expect(item).toBeFocused()
  await app.shot('review')

  await page.keyboard.press('z')
  await page.keyboard.press('c')
  await page.keyboard.type('a little too wide')
  await page.keyboard.press('Enter')
  await page.keyboard.press('e')
  await page.keyboard.press('Shift+ArrowRight')
  await app.shot('review-edit')
  await page.keyboard.press('Enter')
  await expect(left).toHaveText('99 items left')
  await page.keyboard.press('z')

  for (let rest = 98; rest >= 0; rest--) {
    await expect(item.getByRole('img').or(item.locator('.review-words'))).not.toHaveCount(0)
    await page.keyboard.press(rest % 10 === 0 ? 'x' : 'y')
    await expect(left).toHaveText(rest === 1 ? '1 item left' : `${rest} items left`)
  }
  await page.keyboard.press('Control+z')
  await expect(left).toHaveText('1 item left')
  await page.keyboard.press('y')
  await expect(left).toHaveText('0 items left')
  await app.saved()

  await page.reload()
  await app.ready()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('Review answers')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Nothing to review here.')).toBeVisible()
})

test('an answer that is edited and left as it was is saved like any other', async ({ app }) => {
  const [path = ''] = await openScenes(app, 1)
  await importLines(app, 'proposals.jsonl', [proposalsOn(path, 0)])
  const { page } = app
  await openReview(app, 'Ann')
  const left = page.locator('.review-count').getByRole('status')
  await page.locator('.review-queue').getByRole('listbox').focus()
  await page.keyboard.press('Home')
  const chosen = page.locator('.review-queue [aria-selected=true]')
  for (let n = 1; n < 25 && !(await chosen.innerText()).includes('There are dogs'); n++) {
    await page.keyboard.press('ArrowDown')
    await expect(chosen).toHaveAttribute('aria-posinset', String(n + 1))
  }
  await page.getByRole('article', { name: 'Item in review' }).focus()
  await page.keyboard.press('e')
  await expect(page.locator('.review-words .ProseMirror')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(left).toHaveText('24 items left')
  await app.saved()
})

test('a colleague’s file arrives as a second pass; what differs is settled', async ({ app }) => {
  const [path = ''] = await openScenes(app, 1)
  await importLines(app, 'proposals.jsonl', [proposalsOn(path, 0)])
  const { page } = app
  await openReview(app, 'Ann')
  const left = page.locator('.review-count').getByRole('status')
  await expect(left).toHaveText('25 items left')
  for (let rest = 24; rest >= 23; rest--) {
    await page.keyboard.press('y')
    await expect(left).toHaveText(`${rest} items left`)
  }
  await app.saved()
  const reject = [{ by: 'Ben', verdict: 'reject', at: 5, seconds: 2 }]
  await importLines(app, 'ben.jsonl', [proposalsOn(path, 0, reject)])

  await page.getByRole('radio', { name: 'Agreement' }).check({ force: true })
  await expect(page.getByRole('row', { name: /Boxes that agree/ })).toContainText('0 of 1')
  await app.shot('agreement')
  await page.getByRole('button', { name: 'Take Ben’s' }).first().click()
  await expect(page.getByText('settled')).toHaveCount(1)
})

for (const scheme of ['light', 'dark'] as const) {
  test(`the review has names, roles and contrast, ${scheme}`, async ({ app }) => {
    const [path = ''] = await openScenes(app, 1)
    await importLines(app, 'proposals.jsonl', [proposalsOn(path, 0)])
    await app.page.emulateMedia({ colorScheme: scheme })
    await app.page.setViewportSize({ width: 1100, height: 700 })
    await openReview(app, 'Ann')
    await expect(app.page.getByRole('article', { name: 'Item in review' })).toBeFocused()
    await app.shot(`review-1100-${scheme}`)
    const { violations } = await new AxeBuilder({ page: app.page }).setLegacyMode(true).analyze()
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
  })
}
