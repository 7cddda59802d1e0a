import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { listenForKeys } from '../../actions/dispatch-key.ts'
import { qaAccept } from '../../actions/qa-keys.ts'
import { actions } from '../../actions/register.ts'
import { MessageViewsContext } from '../../state/message-views.ts'
import { openTestWorkspace, testBox } from '../../test-workspace.tsx'
import { QaScreen } from './QaScreen.tsx'

type Opened = Awaited<ReturnType<typeof openTestWorkspace>>
let opened: Opened

beforeEach(async () => {
  opened = await openTestWorkspace([testBox(1, [100, 200, 300, 300], 'dog')])
  await page.viewport(1100, 700)
  const views = {
    Part: (props: { part: { kind: string; text?: string } }) => <span>{props.part.text ?? props.part.kind}</span>,
    Field: (props: {
      label: string
      onChange: (parts: never[]) => void
      onSubmit: () => void
      onLeave: () => void
    }) => (
      <input
        aria-label={props.label}
        onInput={(event) => props.onChange([{ kind: 'text', text: event.currentTarget.value }] as never[])}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.ctrlKey) props.onSubmit()
          if (event.key === 'Escape') props.onLeave()
        }}
        ref={(field) => queueMicrotask(() => field.focus())}
      />
    ),
  }
  const place = opened.mount(() => {
    listenForKeys(actions, () => opened.workspace)
    return (
      <MessageViewsContext.Provider value={views as never}>
        <QaScreen canvas={<div />} />
      </MessageViewsContext.Provider>
    )
  })
  place.style.cssText = 'display: flex; height: 600px'
})
afterEach(() => opened.dispose())

const rows = () => opened.workspace.qa.rows()

it('has the keys as soon as it is shown: Ctrl+Enter writes the first question', async () => {
  await expect.element(page.getByRole('grid')).toHaveFocus()
  await userEvent.keyboard('{Control>}{Enter}{/Control}')
  await expect.element(page.getByRole('textbox', { name: 'Question, row 1' })).toHaveFocus()
  expect(opened.workspace.library.facts('image1' as never).state).not.toBe('done')
})

it('keeps rows as dialogues of their own, in their order, each change one step', async () => {
  opened.workspace.qa.add()
  opened.workspace.qa.add()
  const [first, second] = rows()
  if (!first || !second) throw new Error('two rows were added')
  opened.workspace.qa.setQuestion(first.id, [{ kind: 'text', text: 'Who?' }])
  opened.workspace.qa.setAnswer(first.id, [{ kind: 'text', text: 'A dog.' }])
  opened.workspace.qa.move(first.id, 1)
  expect(rows().map(({ id, state }) => [id, state])).toEqual([
    [second.id, 'empty'],
    [first.id, 'written'],
  ])
  opened.workspace.qa.remove(first.id)
  expect(Object.keys(opened.workspace.editor.document.turns)).toEqual([])
  await opened.workspace.editor.undo()
  expect(rows()[1]?.answer?.parts).toEqual([{ kind: 'text', text: 'A dog.' }])
  expect(opened.workspace.chat.dialogues()).toEqual([])
})

it('Enter on the regions of an answer writes in the answer that names them', async () => {
  opened.workspace.qa.add()
  await expect.element(page.getByRole('textbox', { name: 'Question, row 1' })).toHaveFocus()
  await userEvent.keyboard('Where is it?{Enter}')
  const cell = page.getByRole('gridcell', { name: 'Regions answered, row 1' })
  ;(cell.element() as HTMLElement).focus()
  await userEvent.keyboard('{Enter}')
  await expect.element(page.getByRole('textbox', { name: 'Answer, row 1' })).toHaveFocus()
  await userEvent.keyboard('{Escape}')
  await userEvent.dblClick(page.getByRole('gridcell', { name: 'Regions asked about, row 1' }))
  await expect.element(page.getByRole('textbox', { name: 'Question, row 1' })).toHaveFocus()
})

it('a new row is written at once, Tab goes on writing, and an answer must be of its type', async () => {
  opened.workspace.qa.add()
  const focused = () => document.activeElement?.getAttribute('aria-label')
  await vi.waitFor(() => expect(document.activeElement?.matches('input')).toBe(true))
  expect(focused()).toBe('Question, row 1')
  await userEvent.keyboard('How many?{Tab}')
  expect(rows()[0]?.question?.parts).toEqual([{ kind: 'text', text: 'How many?' }])
  await vi.waitFor(() => expect(focused()).toBe('Answer, row 1'))
  await userEvent.keyboard('{Escape}')
  opened.workspace.qa.setType(rows()[0]?.id as never, 'number')
  const cell = page.getByRole('gridcell', { name: 'Answer, row 1' })
  ;(cell.element() as HTMLElement).focus()
  await userEvent.keyboard('{Enter}')
  await vi.waitFor(() => expect(document.activeElement?.matches('input')).toBe(true))
  await userEvent.keyboard('two{Enter}')
  await expect.element(page.getByRole('alert')).toHaveTextContent('Not a number')
  expect(rows()[0]?.answer, 'nothing is kept while it is refused').toBeNull()
  await userEvent.keyboard('{Shift>}{Home}{/Shift}2{Enter}')
  expect(rows()[0]?.answer?.parts).toEqual([{ kind: 'text', text: '2' }])
})

it('accepts no answer that is of another type; digits answer a choice; the split is the image’s', async () => {
  const { qa, editor } = opened.workspace
  qa.add()
  const [row] = rows()
  if (!row) throw new Error('a row was added')
  qa.setType(row.id, 'choice')
  qa.setAnswer(row.id, [{ kind: 'text', text: 'perhaps' }])
  expect(qaAccept.unavailable?.(opened.workspace)).toBe('qa.problem.choice')
  await expect.element(page.getByRole('gridcell', { name: 'Answer, row 1' })).toHaveAttribute('aria-invalid', 'true')
  await userEvent.keyboard('{Escape}')
  ;(page.getByRole('gridcell', { name: 'Answer, row 1' }).element() as HTMLElement).focus()
  await userEvent.keyboard('2')
  expect(rows()[0]?.answer?.parts).toEqual([{ kind: 'text', text: 'no' }])
  expect(qaAccept.unavailable?.(opened.workspace)).toBeNull()
  qa.setType(row.id, 'box')
  expect(qa.problem(rows()[0] as never)).toBe('box')
  qa.setAnswer(row.id, [{ kind: 'mention', regionIds: ['r1' as never] }])
  expect(qa.problem(rows()[0] as never)).toBeNull()
  await page.getByRole('combobox', { name: 'Split, row 1' }).selectOptions('val')
  expect([qa.split(), editor.document.marks.image1?.split]).toEqual(['val', 'val'])
  await editor.undo()
  expect(qa.split()).toBeNull()
})

it('a suggestion is given only to rows without an answer', async () => {
  const { qa } = opened.workspace
  qa.add()
  qa.add()
  const [first, second] = qa.rows()
  if (!first || !second) throw new Error('two rows were added')
  for (const { id } of [first, second]) qa.setQuestion(id, [{ kind: 'text', text: 'Who?' }])
  qa.setAnswer(first.id, [{ kind: 'text', text: 'Mine.' }])
  expect(qa.fillable().map(({ id }) => id)).toEqual([second.id])
  await vi.waitFor(() => expect(opened.workspace.chat.models.state().kind).toBe('ready'))
  void qa.suggest()
  await vi.waitFor(() => expect(opened.model.requests.map(({ dialogue }) => dialogue.id)).toEqual([second.id]))
  qa.stop()
  expect(opened.model.stopped()).toBe(true)
})

it('a table of a thousand rows has the cells of those in view, the words of all, and goes to a row that is added', async () => {
  const { editor, qa } = opened.workspace
  editor.commit('history.qa-add', (draft) => {
    for (let n = 0; n < 1000; n++) {
      const id = `d${n}` as never
      draft.dialogues[id] = {
        id,
        imageIds: ['image1' as never],
        title: '',
        kind: 'qa',
        row: { type: 'text', order: n },
        createdAt: n,
      }
    }
  })
  await vi.waitFor(() => expect(rows()).toHaveLength(1000))
  qa.setQuestion('d900' as never, [{ kind: 'text', text: 'What is far away?' }])
  const cells = () => document.querySelectorAll('.qa-row').length
  const first = rows()[0]
  await expect.element(page.getByRole('gridcell', { name: 'Question, row 1', exact: true })).toBeVisible()
  expect(cells()).toBeLessThan(300)
  expect(document.querySelector('.qa-grid')?.textContent).toContain('What is far away?')
  const box = document.querySelector<HTMLElement>('.qa-scroll') as HTMLElement
  box.scrollTop = (box.scrollHeight * 900) / 1001
  await expect
    .element(page.getByRole('gridcell', { name: 'Question, row 901', exact: true }))
    .toHaveTextContent('What is far away?')
  qa.add()
  await vi.waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Question, row 1001'))
  expect(rows()[0]).toBe(first)
})
