import { afterEach, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { BatchItem, BatchState, BatchWish } from '../../../shared/api/batch.ts'
import { openTestWorkspace, testBox } from '../../test-workspace.tsx'
import { BatchDialog } from './BatchDialog.tsx'
import { readQuestion, writeQuestion } from './batch-question.ts'
import { spread } from './batch-scope.ts'

let opened: Awaited<ReturnType<typeof openTestWorkspace>>
afterEach(() => opened?.dispose())

async function open() {
  const wishes: BatchWish[] = []
  const calls: string[] = []
  let tell: (state: BatchState) => void = () => undefined
  opened = await openTestWorkspace([testBox(1, [0, 0, 100, 100], 'dog')], {
    async *'batch.watch'() {
      const items: BatchItem[] = [{ kind: 'state', batch: null }]
      let wake = (): void => undefined
      tell = (batch) => {
        items.push({ kind: 'state', batch })
        wake()
      }
      for (;;) {
        const item = items.shift()
        if (item) yield item
        else await new Promise<void>((resolve) => (wake = resolve))
      }
    },
    'batch.start': async (wish: BatchWish) => {
      wishes.push(wish)
      return { id: 'b' }
    },
    'batch.images': async ({ which }: { which: string }) => ({ imageIds: which === 'failed' ? ['image1'] : [] }),
    'batch.pause': async () => {
      calls.push('pause')
      return {}
    },
  } as never)
  opened.workspace.openDialog('batch')
  opened.mount(() => <BatchDialog />)
  await expect.element(page.getByRole('dialog', { name: 'Ask many images' })).toBeVisible()
  return { wishes, calls, tell: (state: BatchState) => tell(state) }
}

it('says why it cannot begin, and sends the question with a place for each region', async () => {
  const { wishes } = await open()
  const question = page.getByRole('textbox', { name: 'Question' })
  const start = page.getByRole('button', { name: 'Ask 1' })
  await question.fill('')
  await expect.element(start).toHaveAttribute('title', 'Write a question first')
  await question.fill('Find ‹phrase›.')
  await expect.element(start).toHaveAttribute('title', 'Fill in ‹phrase› first')
  await question.fill('What is ‹region›?')
  await expect.element(page.getByText('It is asked of each region of an image that nobody rejected.')).toBeVisible()
  await page.getByRole('combobox', { name: 'Keep the answers as' }).selectOptions('qa')
  await userEvent.keyboard('{Control>}{Enter}{/Control}')
  await vi.waitFor(() => expect(wishes).toHaveLength(1))
  expect(wishes[0]).toMatchObject({
    imageIds: ['image1'],
    plan: {
      modelId: 'tiny',
      kind: 'qa',
      row: { type: 'text' },
      policy: 'skip',
      question: [{ kind: 'text', text: 'What is ' }, { kind: 'region' }, { kind: 'text', text: '?' }],
    },
  })
})

it('shows how far it is, what failed and why, and asks the failed again', async () => {
  const { tell, calls, wishes } = await open()
  await page.getByRole('textbox', { name: 'Question' }).fill('Who?')
  await userEvent.keyboard('{Control>}{Enter}{/Control}')
  await vi.waitFor(() => expect(wishes).toHaveLength(1))
  const state: BatchState = {
    id: 'b',
    plan: (wishes[0] as BatchWish).plan,
    state: 'running',
    total: 10,
    answered: 3,
    skipped: 1,
    failed: 1,
    failures: [{ imageId: 'image1' as never, reason: { code: 'image.not-found', message: 'It is gone.' } }],
    perMinute: 30,
    secondsLeft: 70,
    trouble: null,
    startedAt: 1,
  }
  tell(state)
  await expect.element(page.getByText('5 of 10')).toBeVisible()
  await expect.element(page.getByText('1 min 10 s left')).toBeVisible()
  await expect.element(page.getByRole('listitem')).toHaveTextContent('street.pngIt is gone.')
  await page.getByRole('button', { name: 'Pause' }).click()
  expect(calls).toEqual(['pause'])
  tell({ ...state, state: 'paused', secondsLeft: null, trouble: { code: 'x', message: 'No memory.' } })
  await expect.element(page.getByRole('alert')).toHaveTextContent('No memory.')
  tell({ ...state, state: 'done', answered: 8, secondsLeft: null })
  await page.getByRole('button', { name: 'Ask failed (1)' }).click()
  await expect.element(page.getByRole('combobox', { name: 'Images' })).toHaveValue('failed')
  await expect.element(page.getByRole('textbox', { name: 'Question' })).toHaveValue('Who?')
})

it('reads back the question it writes, and tries images from all over the list', () => {
  const text = 'Is ‹region› like ‹region›?'
  expect(writeQuestion(readQuestion(text).question)).toBe(text)
  expect(spread([0, 1, 2, 3, 4, 5, 6, 7, 8], 3)).toEqual([1, 4, 7])
  expect(spread([1, 2], 3)).toEqual([1, 2])
})
