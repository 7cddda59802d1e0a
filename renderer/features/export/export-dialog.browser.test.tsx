import { afterEach, expect, it, vi } from 'vitest'
import { page } from 'vitest/browser'
import type { ExportItem, ExportOptions } from '../../../shared/api/dataset.ts'
import { openTestWorkspace } from '../../test-workspace.tsx'
import { ExportDialog } from './ExportDialog.tsx'

type Opened = Awaited<ReturnType<typeof openTestWorkspace>>
let opened: Opened
afterEach(() => opened.dispose())

const line = '{"boxes":[[1,2,30,40]]}'
const looked: ExportOptions[] = []
const written: { options: ExportOptions; folder: string }[] = []

async function open(preview: readonly ExportItem[]) {
  await page.viewport(1200, 800)
  looked.length = 0
  written.length = 0
  opened = await openTestWorkspace([], {
    async *'dataset.preview'({ options }) {
      looked.push(options)
      yield* preview
    },
    async *'dataset.export'({ options, folder }) {
      written.push({ options, folder })
      yield { kind: 'progress', done: 1, total: 1 }
      yield { kind: 'done', path: `${folder}/deixis.jsonl`, records: 1, errors: 0, warnings: 0, sha256: 'x' }
    },
    'app.chooseFolder': async () => ({ kind: 'chosen', path: '/out' }),
  })
  opened.workspace.openDialog('export')
  opened.mount(() => <ExportDialog />)
}

const record: ExportItem = {
  kind: 'record',
  record: {
    line,
    imageId: 'image1',
    imageWidth: 100,
    imageHeight: 50,
    shapes: [{ kind: 'box', x1: 1, y1: 2, x2: 30, y2: 40 }],
  },
}
const done = (errors: number): ExportItem => ({
  kind: 'done',
  path: null,
  records: 1,
  errors,
  warnings: 0,
  sha256: null,
})

it('shows the real lines with the shapes read back from them, and follows every option', async () => {
  await open([record, done(0)])
  await expect.element(page.getByText(line)).toBeVisible()
  const box = document.querySelector('rect.record-shape')
  expect(['x', 'y', 'width', 'height'].map((name) => box?.getAttribute(name))).toEqual(['1', '2', '29', '38'])
  await page.getByRole('radio', { name: /^Shikra/ }).click()
  await page.getByRole('switch', { name: 'Reviewed only' }).click()
  await vi.waitFor(() => expect(looked.at(-1)).toMatchObject({ format: 'shikra-jsonl', reviewedOnly: true }))
  await expect.element(page.getByText(line)).toBeVisible()
})

it('writes into the chosen folder and says where', async () => {
  await open([record, done(0)])
  await page.getByRole('button', { name: 'Export…' }).click()
  await expect.element(page.getByText('/out/deixis.jsonl')).toBeVisible()
  expect(written).toEqual([{ options: looked.at(-1), folder: '/out' }])
  expect(opened.workspace.settings.checklist().done).toEqual(['export'])
})

it('is blocked by errors until the valid rest is asked for, and jumps to the item', async () => {
  const report: ExportItem = {
    kind: 'report',
    lines: [{ severity: 'error', code: 'mention-gone', message: 'A mention has no region.', imageId: 'image1' }],
  }
  await open([record, report, done(1)])
  const button = page.getByRole('button', { name: /^Export/ })
  await expect.element(button).toHaveAttribute('aria-disabled', 'true')
  await expect.element(button).toHaveAttribute('title', 'There are errors: mend them, or export the valid rest')
  await page.getByRole('switch', { name: 'Export the valid rest' }).click()
  await expect
    .element(page.getByRole('button', { name: 'Export the valid rest…' }))
    .not.toHaveAttribute('aria-disabled')
  await page.getByRole('button', { name: 'Show' }).click()
  expect(opened.workspace.dialog()).toBe(null)
})

it('says once what is wrong in many places, and names them', async () => {
  const line = {
    severity: 'warning',
    code: 'unreviewed',
    message: 'An answer was not reviewed.',
    imageId: 'image1',
  } as const
  const error = {
    severity: 'error',
    code: 'mention-gone',
    message: 'A mention has no region.',
    imageId: 'image1',
  } as const
  await open([record, { kind: 'report', lines: [line, line, error, line] }, done(1)])
  const rows = () =>
    [...document.querySelectorAll('.report > li')].map((row) => row.querySelector('.report-line')?.textContent)
  await vi.waitFor(() =>
    expect(rows()).toEqual([
      expect.stringMatching(/^ErrorA mention has no region\..*street\.png.*Show$/),
      'WarningAn answer was not reviewed.3 times',
    ]),
  )
  await page.getByText('3 times').click()
  await expect.poll(() => document.querySelectorAll('.report-places .link').length).toBe(3)
  await page.getByRole('button', { name: 'Show' }).last().click()
  expect(opened.workspace.dialog()).toBe(null)
})

it('finds a format by words, and says what it carries before anything is exported', async () => {
  await open([record, done(0)])
  await expect.element(page.getByRole('group', { name: 'Chat trainers' })).toBeInTheDocument()
  await page.getByRole('searchbox', { name: 'Search formats, files and models' }).fill('coco')
  await page.getByRole('radio', { name: /^COCO/ }).click()
  const facts = () =>
    Object.fromEntries(
      [...document.querySelectorAll('.export-facts dt')].map((term) => [
        term.textContent,
        term.nextElementSibling?.textContent ?? '',
      ]),
    )
  await vi.waitFor(() =>
    expect(facts()).toMatchObject({
      Carries: 'boxes, polygons, regions outside dialogues',
      'Leaves out': 'dialogues, points, several images, loss flags',
      Files: expect.stringContaining('annotations/instances.json'),
    }),
  )
  await vi.waitFor(() => expect(looked.at(-1)).toMatchObject({ format: 'coco' }))
  await page.getByRole('searchbox').fill('no such format')
  await expect.element(page.getByText('No format fits these words.')).toBeVisible()
})

it('every option reaches the preview as plain values', async () => {
  await open([record, done(0)])
  await page.getByRole('radio', { name: /^LLaVA JSON/ }).click()
  await page.getByRole('combobox', { name: 'Coordinates for' }).selectOptions('Florence-2')
  await vi.waitFor(() =>
    expect(document.querySelector('.export-facts dd')?.textContent).toBe('dialogues, boxes, polygons'),
  )
  const choose = (group: string, name: string) =>
    document
      .querySelector<HTMLInputElement>(
        `[role="radiogroup"][aria-label="${group}"] label:has(input[value="${name}"]) input`,
      )
      ?.click()
  choose('Coordinates', 'sent')
  choose('Learn', 'reviewed')
  choose('Images', 'link')
  choose('Paths', 'absolute')
  choose('Scope', 'open')
  await page.getByRole('switch', { name: 'Open proposals too' }).click()
  await page.getByRole('switch', { name: 'Split by image' }).click()
  await page.getByRole('spinbutton', { name: 'val, %' }).fill('25')
  await expect.element(page.getByText(/This format has no loss flag/)).toBeVisible()
  await vi.waitFor(() =>
    expect(looked.at(-1)).toEqual({
      format: 'llava-json',
      dialect: 'florence2',
      reviewedOnly: false,
      openProposals: false,
      images: 'link',
      paths: 'absolute',
      coordinates: 'sent',
      learn: 'reviewed',
      imageIds: ['image1'],
      split: { seed: 0, val: 0.25, test: 0.1 },
      validRest: false,
    }),
  )
  const plain = new MessageChannel()
  expect(() => plain.port1.postMessage(looked.at(-1))).not.toThrow()
})

it('draws polygons of the exported text', async () => {
  const points = [
    { x: 1, y: 2 },
    { x: 30, y: 2 },
    { x: 15, y: 40 },
  ]
  if (record.kind !== 'record') throw new Error('it is a record')
  await open([{ kind: 'record', record: { ...record.record, shapes: [{ kind: 'polygon', points }] } }, done(0)])
  await vi.waitFor(() =>
    expect(document.querySelector('polygon.record-shape')?.getAttribute('points')).toBe('1,2 30,2 15,40'),
  )
})

it('exports the pictures of the filter or the open one, with their counts shown before', async () => {
  await open([record, done(0)])
  const scopes = () =>
    [...document.querySelectorAll<HTMLInputElement>('[aria-label="Scope"] input')].map(({ value }) => value)
  const counts = () => document.querySelector('.export-scope-counts')?.textContent
  await vi.waitFor(() => expect(scopes()).toEqual(['all', 'open']))
  expect(counts()).toBe('1 image · 0 dialogues · 0 regions')
  expect(looked.at(-1)).not.toHaveProperty('imageIds')
  const choose = (value: string) =>
    document.querySelector<HTMLInputElement>(`[aria-label="Scope"] input[value="${value}"]`)?.click()
  choose('open')
  await vi.waitFor(() => expect(looked.at(-1)?.imageIds).toEqual(['image1']))
  opened.workspace.library.setFilter('regions>0')
  await vi.waitFor(() => expect(scopes()).toEqual(['all', 'filter', 'open']))
  choose('filter')
  await vi.waitFor(() => expect(looked.at(-1)?.imageIds).toEqual([]))
  expect(counts()).toBe('0 images · 0 dialogues · 0 regions')
  opened.workspace.library.setFilter('')
  await vi.waitFor(() => expect(looked.at(-1)).not.toHaveProperty('imageIds'))
})
