import { afterEach, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { EvaluateItem, EvaluateRequest } from '../../../shared/api/evaluate.ts'
import { createJudge } from '../../../shared/evaluation/judge.ts'
import { type EvaluationReport, makeReport } from '../../../shared/evaluation/report.ts'
import { openTestWorkspace } from '../../test-workspace.tsx'
import { EvaluateDialog } from './EvaluateDialog.tsx'

type Opened = Awaited<ReturnType<typeof openTestWorkspace>>
let opened: Opened
afterEach(() => opened.dispose())

const judge = createJudge([])

/** A report on two boxes, one of them found. */
function report(stopped: boolean): EvaluationReport {
  const rows = ['a', 'b'].map((id, n) =>
    judge(
      {
        id,
        image: 'street.png',
        size: { width: 1000, height: 1000 },
        task: 'rec',
        form: 'one',
        answer: 'The cup[…].',
        expect: { kind: 'boxes', name: null, boxes: [[100, 100, 300, 300]] },
      },
      {
        text: 'Here[…].',
        parts: ['Here', { shapes: [{ kind: 'box', x1: 100 + n * 150, y1: 100, x2: 300 + n * 150, y2: 300 }] }],
        unread: false,
        ms: 40,
      },
    ),
  )
  const facts = {
    appVersion: '1',
    startedAt: '2026-01-02T03:04:05.000Z',
    model: { id: 'tiny', hash: 'x', dialect: 'shikra', provider: 'cpu', constrained: true, temperature: 0 },
    source: { kind: 'project' as const, name: 'Street' },
    total: stopped ? 9 : 2,
    stopped,
    failures: [],
    skipped: 0,
  }
  return makeReport(facts, rows, 10, () => ({ text: 'Where is the cup?', shapes: [] }))
}

const requests: EvaluateRequest[] = []
const saved: { folder: string; report: EvaluationReport }[] = []

async function open() {
  await page.viewport(1200, 800)
  requests.length = 0
  saved.length = 0
  opened = await openTestWorkspace([], {
    async *'evaluate.run'(request, signal): AsyncGenerator<EvaluateItem> {
      requests.push(request)
      yield { kind: 'started', total: 9, imageBase: null }
      yield { kind: 'progress', done: 2, total: 9, right: 1 }
      if (request.set.kind === 'scenes') {
        await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }))
      }
      yield { kind: 'report', report: report(request.set.kind === 'scenes') }
    },
    'evaluate.reviewed': async () => ({ questions: 2, skipped: 1 }),
    'evaluate.save': async (input) => {
      saved.push(input)
      return { path: `${input.folder}/evaluation.json` }
    },
    'app.chooseFolder': async () => ({ kind: 'chosen', path: '/out' }),
  })
  opened.workspace.openDialog('evaluate')
  opened.mount(() => <EvaluateDialog />)
}

it('asks about scenes, can be stopped, and says how far it came', async () => {
  await open()
  await page.getByRole('spinbutton', { name: 'Scenes' }).fill('30')
  await page.getByRole('spinbutton', { name: 'Seed' }).fill('11')
  await page.getByRole('switch', { name: 'Dialogues too' }).click()
  await expect.element(page.getByRole('button', { name: 'Export as JSON…' })).toHaveAttribute('aria-disabled', 'true')
  await page.getByRole('button', { name: 'Start' }).click()
  await expect.element(page.getByText('2 of 9 asked, 1 right')).toBeVisible()
  await page.getByRole('button', { name: 'Stop' }).click()
  await expect.element(page.getByText('Stopped after 2 of 9: the figures are about those.')).toBeVisible()
  expect(requests).toEqual([
    {
      modelId: 'tiny',
      set: { kind: 'scenes', count: 30, seed: 11, dialogues: true, split: 'heldout', styles: [] },
      constrained: true,
    },
  ])
})

it('asks about scenes in one drawing style, on backgrounds as in training', async () => {
  await open()
  await page.getByRole('combobox', { name: 'Drawing style' }).selectOptions('Fluent, never trained on')
  await page.getByRole('radio', { name: 'As in training' }).click()
  await expect.element(page.getByText(/on backgrounds as the bundled model was trained on/)).toBeVisible()
  await page.getByRole('button', { name: 'Start' }).click()
  await page.getByRole('button', { name: 'Stop' }).click()
  expect(requests.map(({ set }) => set)).toEqual([
    { kind: 'scenes', count: 50, seed: 7, dialogues: false, split: 'train', styles: ['fluent-emoji-flat'] },
  ])
})

it('shows reviewed turns as plots, tables and pictures with both boxes, and exports them', async () => {
  await open()
  await page.getByRole('radio', { name: 'Reviewed turns' }).click()
  await expect
    .element(page.getByText(/^2 questions of this project have reviewed answers\. 1 more cannot/))
    .toBeVisible()
  await page.getByRole('button', { name: 'Start' }).click()
  await expect.element(page.getByRole('img', { name: /Find one, IoU ≥ 0\.5: 50\.0 %/ })).toBeVisible()
  await vi.waitFor(() => expect(document.querySelectorAll('.plot svg').length).toBe(3))
  const places = (kind: string): (string | null)[] => {
    const box = document.querySelector(`rect.worst-shape-${kind}`)
    return ['x', 'y', 'width', 'height'].map((name) => box?.getAttribute(name) ?? null)
  }
  expect([places('expected'), places('said')]).toEqual([
    ['100', '100', '200', '200'],
    ['250', '100', '200', '200'],
  ])
  const dash = (kind: string): string =>
    getComputedStyle(document.querySelector(`rect.worst-shape-${kind}`) as Element).strokeDasharray
  expect(dash('expected')).not.toBe(dash('said'))

  await page.getByRole('radio', { name: 'Tables' }).click()
  await expect.element(page.getByRole('row', { name: /Find one, IoU ≥ 0\.5 50\.0 %/ })).toBeVisible()
  await page.getByRole('button', { name: 'Export as JSON…' }).click()
  await expect.element(page.getByText('Written to /out/evaluation.json')).toBeVisible()
  expect(saved).toEqual([{ folder: '/out', report: report(false) }])
})

it('compares with a saved report, and refuses another file', async () => {
  await open()
  await page.getByRole('radio', { name: 'Reviewed turns' }).click()
  await page.getByRole('button', { name: 'Start' }).click()
  await expect.element(page.getByRole('img', { name: /Find one/ })).toBeVisible()
  const picker = document.querySelector<HTMLInputElement>('input[type=file]')
  if (!picker) throw new Error('there is no file field')
  const file = (text: string) => new File([text], 'old.json', { type: 'application/json' })
  await userEvent.upload(picker, file('{}'))
  await expect.element(page.getByText('old.json is not an exported evaluation.')).toBeVisible()
  await userEvent.upload(picker, file(JSON.stringify(report(true))))
  await page.getByRole('radio', { name: 'Tables' }).click()
  await expect.element(page.getByRole('cell', { name: '+0.0 points' }).first()).toBeVisible()
  await page.getByRole('button', { name: 'End comparison' }).click()
  await expect.element(page.getByRole('button', { name: 'Compare with…' })).toBeVisible()
})
