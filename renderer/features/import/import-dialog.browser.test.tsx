import { afterEach, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { ImportChoice, ImportItem, ImportSource, ImportSummary } from '../../../shared/api/import.ts'
import { AppError } from '../../../shared/errors.ts'
import { openTestWorkspace, testBox } from '../../test-workspace.tsx'
import { ImportDialog } from './ImportDialog.tsx'

type Opened = Awaited<ReturnType<typeof openTestWorkspace>>
let opened: Opened
afterEach(() => opened.dispose())

const looked: ImportChoice[] = []
const ran: ImportChoice[] = []

const source: ImportSource = {
  path: '/data/in.json',
  kind: 'file',
  bytes: 10,
  isSure: false,
  candidates: [
    { format: 'coco', score: 0.9, isNamed: false, entries: 4, read: 4, regions: 2, turns: 0, unknown: ['licenses'] },
    { format: 'labelme', score: 0.8, isNamed: false, entries: 4, read: 3, regions: 1, turns: 0, unknown: [] },
  ],
}
const summary: ImportSummary = {
  records: 1,
  added: { dialogues: 0, turns: 0, regions: 1, points: 0, boxes: 1, polygons: 0 },
  already: { dialogues: 0, turns: 0, regions: 0 },
  images: { matched: 1, byName: 1, byStem: 0, missing: 1, missingFiles: ['gone.jpg'], otherSize: 0 },
  labels: { total: 1, most: [{ label: 'dog', count: 1 }] },
  unknown: [{ field: 'licenses', count: 1 }],
  problems: [{ severity: 'error', code: 'image-missing', count: 70 }],
}
const reading = { kind: 'frame', title: '', read: 1, malformed: 0, outside: 0 } as const
const shapes = [{ kind: 'box', x1: 1, y1: 2, x2: 30, y2: 40 }] as const

function previewItems(ask: boolean): ImportItem[] {
  return [
    { kind: 'progress', records: 1, done: 5, total: 10 },
    {
      kind: 'report',
      lines: [{ severity: 'error', code: 'image-missing', message: 'No picture gone.jpg.', file: 'in.json', line: 3 }],
    },
    {
      kind: 'readings',
      readings: [
        { ...reading, id: 'unit' },
        { ...reading, id: 'pixels' },
      ],
      chosen: 'unit',
      ask,
    },
    {
      kind: 'drawing',
      drawing: {
        file: 'in.json',
        line: 1,
        imageId: 'image1',
        imagePath: 'street.png',
        imageWidth: 100,
        imageHeight: 50,
        text: 'dog',
        drawings: [
          { reading: 'unit', shapes: [...shapes] },
          ...(ask ? [{ reading: 'pixels', shapes: [...shapes] }] : []),
        ],
      },
    },
    { kind: 'done', summary },
  ]
}

/** Fields of somebody's own names; nothing is read until both are chosen. */
let fields: readonly string[] = []

async function open(ask: boolean, path: string | null = '/data/in.json') {
  await page.viewport(1100, 700)
  looked.length = 0
  ran.length = 0
  opened = await openTestWorkspace([], {
    'app.info': async () => ({ version: '1', shell: 'serve', platform: 'linux', recent: [], samplePath: '' }),
    'app.listFolder': async () => ({ path: '/data', parent: '/', folders: ['labels'], images: 0, files: ['in.json'] }),
    'import.inspect': async ({ path }) => {
      if (path !== source.path) throw new AppError('import.not-found', { detail: path })
      return source
    },
    async *'import.preview'({ choice }) {
      looked.push(choice)
      if (fields.length > 0) yield { kind: 'fields', names: [...fields], pair: choice.pair ?? null }
      yield* previewItems(ask)
    },
    async *'import.run'({ choice }) {
      ran.push(choice)
      const after = { ...testBox(9, [1, 2, 30, 40], 'dog'), origin: 'import' as const }
      const changes = [{ table: 'regions' as const, id: after.id, before: null, after }]
      const entry = {
        id: 'imported' as never,
        kind: 'commit' as const,
        label: 'history.import',
        imageId: null,
        changes,
        at: 2,
      }
      yield { kind: 'committed', entries: [{ seq: 2, entry }] }
      yield { kind: 'done', summary }
    },
  })
  opened.mount(() => <ImportDialog />)
  opened.workspace.openImport(path)
}

it('chooses a file from the list, says why a path cannot be read', async () => {
  await open(false, null)
  await page.getByRole('textbox', { name: 'Path of the file or folder' }).fill('/data/none.json')
  await userEvent.keyboard('{Enter}')
  await expect
    .element(page.getByRole('alert'))
    .toHaveTextContent('The file to import could not be found. /data/none.json')
  await page.getByRole('button', { name: 'in.json' }).click()
  await expect.element(page.getByRole('radio', { name: /^COCO/ })).toBeChecked()
})

it('shows counts, drawings, problems with their lines, and imports as one step', async () => {
  await open(false)
  await expect.element(page.getByText('1 region, 0 dialogues, 0 messages')).toBeVisible()
  await expect.element(page.getByText('1 picture missing: gone.jpg')).toBeVisible()
  await expect.element(page.getByText('Fields that nothing reads: licenses 1')).toBeVisible()
  await expect.element(page.getByText('in.json 3')).toBeVisible()
  await expect.element(page.getByRole('listitem').filter({ hasText: 'and 69 more like this' })).toBeVisible()
  const box = document.querySelector('rect.import-shape')
  expect(['x', 'y', 'width', 'height'].map((name) => box?.getAttribute(name))).toEqual(['1', '2', '29', '38'])
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await expect.element(page.getByText(/^Imported: 1 region, 0 dialogues/)).toBeVisible()
  expect(ran).toEqual([{ path: '/data/in.json', format: 'coco' }])
  const { editor } = opened.workspace
  expect(editor.document.regions.r9?.label).toBe('dog')
  expect(editor.undoLabel()).toBe('history.import')
  await editor.undo()
  expect(editor.document.regions.r9).toBe(undefined)
})

it('asks how numbers are meant, both ways drawn, and imports only then', async () => {
  await open(true)
  const button = page.getByRole('button', { name: 'Import', exact: true })
  await expect.element(page.getByRole('img', { name: /^0 to 1 of the picture/ })).toBeVisible()
  await expect.element(page.getByRole('img', { name: /^Pixels of the picture/ })).toBeVisible()
  await expect.element(button).toHaveAttribute('title', 'Choose how the coordinates are meant')
  await page.getByRole('combobox', { name: 'Coordinates' }).selectOptions('unit')
  await expect.element(button).not.toHaveAttribute('aria-disabled')
  await button.click()
  await expect.element(page.getByText(/^Imported: 1 region/)).toBeVisible()
  expect(ran).toEqual([{ path: '/data/in.json', format: 'coco', frame: 'unit' }])
})

it('previews another format when it is chosen', async () => {
  await open(false)
  await page.getByRole('radio', { name: /^LabelMe/ }).click()
  await expect.poll(() => looked.at(-1)?.format).toBe('labelme')
})

it('asks which fields are the question and its answer, and reads them so when both are chosen', async () => {
  fields = ['ask', 'said', 'note']
  await open(false)
  const button = page.getByRole('button', { name: 'Import', exact: true })
  await expect.element(button).toHaveAttribute('title', 'Choose the fields of question and answer')
  await expect
    .element(page.getByRole('alert'))
    .toHaveTextContent(
      'The fields have names of somebody’s own. Say which one is the question and which one its answer.',
    )
  await page.getByRole('combobox', { name: 'Field of the question' }).selectOptions('ask')
  expect(looked.at(-1)?.pair).toBe(undefined)
  await page.getByRole('combobox', { name: 'Field of the answer' }).selectOptions('said')
  await expect.poll(() => looked.at(-1)?.pair).toEqual({ question: 'ask', answer: 'said' })
  await expect.element(button).not.toHaveAttribute('aria-disabled')
  await button.click()
  await expect
    .poll(() => ran)
    .toEqual([{ path: '/data/in.json', format: 'coco', pair: { question: 'ask', answer: 'said' } }])
  fields = []
})
