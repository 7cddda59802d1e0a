import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { listenForKeys } from '../../actions/dispatch-key.ts'
import { actions } from '../../actions/register.ts'
import { MessageViewsContext } from '../../state/message-views.ts'
import { openTestWorkspace, testBox } from '../../test-workspace.tsx'
import { QaScreen } from './QaScreen.tsx'

type Opened = Awaited<ReturnType<typeof openTestWorkspace>>
let opened: Opened

beforeEach(async () => {
  opened = await openTestWorkspace([testBox(1, [100, 200, 300, 300], 'dog')])
  const views = {
    Part: (props: { part: { kind: string; text?: string } }) => <span>{props.part.text ?? props.part.kind}</span>,
    Field: (props: { label: string; onChange: (parts: never[]) => void; onSubmit: () => void }) => (
      <input
        aria-label={props.label}
        onInput={(event) => props.onChange([{ kind: 'text', text: event.currentTarget.value }] as never[])}
        onKeyDown={(event) => event.key === 'Enter' && !event.ctrlKey && props.onSubmit()}
        ref={(field) => queueMicrotask(() => field.focus())}
      />
    ),
  }
  opened.mount(() => {
    listenForKeys(actions, () => opened.workspace)
    return (
      <MessageViewsContext.Provider value={views as never}>
        <QaScreen canvas={<div />} />
      </MessageViewsContext.Provider>
    )
  })
})
afterEach(() => opened.dispose())

const rows = () => opened.workspace.qa.rows()

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

it('edits a cell with Enter and goes on with Tab', async () => {
  opened.workspace.qa.add()
  await vi.waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Question, row 1'))
  await userEvent.keyboard('{Enter}')
  await userEvent.keyboard('Where?{Tab}')
  expect(rows()[0]?.question?.parts).toEqual([{ kind: 'text', text: 'Where?' }])
  await vi.waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Regions asked about, row 1'))
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
