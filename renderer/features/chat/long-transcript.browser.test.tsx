import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { Turn } from '../../../shared/dialogue/turn.ts'
import type { Entry, RecordChange } from '../../../shared/document/document.ts'
import { openTestWorkspace } from '../../test-workspace.tsx'
import { ChatPanel } from './ChatPanel.tsx'

const long = 300
let opened: Awaited<ReturnType<typeof openTestWorkspace>>
let place: HTMLElement

const turn = (n: number) =>
  ({
    id: `t${n}`,
    dialogueId: 'd1',
    order: n + 1,
    role: n % 2 === 0 ? 'user' : 'assistant',
    parts: [{ kind: 'text', text: `Words of message ${n}.` }],
    origin: 'human',
    review: 'open',
    createdAt: n + 1,
  }) as unknown as Turn

function dialogueEntry(): Entry {
  const dialogue = { id: 'd1', imageIds: ['image1'], title: '', kind: 'chat', createdAt: 1 }
  const turns = Array.from({ length: long }, (_, n) => turn(n))
  const changes = [
    { table: 'dialogues', id: 'd1', before: null, after: dialogue },
    ...turns.map((after) => ({ table: 'turns', id: after.id, before: null, after })),
  ] as unknown as RecordChange[]
  return { id: 'c2' as never, kind: 'base', label: 'history.ask', imageId: 'image1' as never, changes, at: 1 }
}

beforeEach(async () => {
  await page.viewport(700, 700)
  opened = await openTestWorkspace([], {}, { entries: [{ seq: 2, entry: dialogueEntry() }] })
  await vi.waitFor(() => expect(opened.workspace.chat.turns()).toHaveLength(long))
  place = opened.mount(() => <ChatPanel />)
  place.style.cssText = 'display: flex; flex-direction: column; height: 600px'
})
afterEach(() => opened.dispose())

const ids = () => [...place.querySelectorAll<HTMLElement>('.turn')].map(({ dataset }) => dataset.turn)
const log = () => place.querySelector<HTMLElement>('[role=log]') as HTMLElement
const fromEnd = () => Math.round(log().scrollHeight - log().scrollTop - log().clientHeight)
const buttonsOf = (id: string) => place.querySelectorAll(`[data-turn="${id}"] button`).length

it('a long dialogue shows its end at once, and soon is there as a whole, in its order', async () => {
  expect(ids().at(-1)).toBe(`t${long - 1}`)
  expect(ids().length).toBeLessThan(long / 2)
  await vi.waitFor(() => expect(ids()).toEqual(Array.from({ length: long }, (_, n) => `t${n}`)))
  await vi.waitFor(() => expect(fromEnd()).toBe(0))
  expect(place.textContent).toContain('Words of message 0.')
})

it('what can be done with a message comes with it into view, and Tab goes there', async () => {
  await vi.waitFor(() => expect(ids()).toHaveLength(long))
  await vi.waitFor(() => expect(buttonsOf(`t${long - 1}`)).toBe(7))
  expect(buttonsOf('t0')).toBe(0)
  const height = log().scrollHeight
  log().scrollTop = 0
  await vi.waitFor(() => expect(buttonsOf('t0')).toBe(5))
  expect(log().scrollHeight).toBe(height)
  log().focus()
  await userEvent.keyboard('{Tab}')
  expect(document.activeElement?.closest('[data-turn]')?.getAttribute('data-turn')).toBe('t0')
})

it('messages that come and go are there whatever was built before', async () => {
  await vi.waitFor(() => expect(ids()).toHaveLength(long))
  opened.workspace.chat.removeTurn('t10' as never)
  opened.workspace.chat.write([{ kind: 'text', text: 'One more.' }])
  expect([ids().length, ids().includes('t10')]).toEqual([long, false])
  expect([...place.querySelectorAll('.turn-text')].at(-1)?.textContent).toBe('One more.')
  await opened.workspace.editor.undo()
  await opened.workspace.editor.undo()
  expect(ids()[10]).toBe('t10')
})
