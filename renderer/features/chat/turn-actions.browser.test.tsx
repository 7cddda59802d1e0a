import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { Region } from '../../../shared/dialogue/region.ts'
import type { Part, Run } from '../../../shared/dialogue/turn.ts'
import { addRegion } from '../../../shared/document/commands/add-region.ts'
import { shapeRegion } from '../../../shared/document/commands/shape-region.ts'
import { AppError } from '../../../shared/errors.ts'
import { selectedWords } from '../../state/selected-words.ts'
import { stepWords } from '../../state/step-words.ts'
import { testAnswer, testProposal } from '../../test-answer.ts'
import { openTestWorkspace, testBox } from '../../test-workspace.tsx'
import { ChatPanel } from './ChatPanel.tsx'

type Opened = Awaited<ReturnType<typeof openTestWorkspace>>
let opened: Opened
let place: HTMLElement

beforeEach(async () => {
  opened = await openTestWorkspace([testBox(1, [100, 100, 300, 300], 'dog')])
  place = opened.mount(() => <ChatPanel />)
  await vi.waitFor(() => expect(opened.workspace.chat.models.state().kind).toBe('ready'))
})
afterEach(() => opened.dispose())

const answer = (parts: Part[], regions: Region[], change?: Partial<Run>) =>
  testAnswer(opened.model.requests.at(-1), parts, regions, change)

async function ask(text = 'Where is the cat?') {
  await page.getByRole('textbox', { name: 'Message' }).click()
  await userEvent.keyboard(`${text}{Enter}`)
  await vi.waitFor(() => expect(opened.model.requests).toHaveLength(1))
}
const answerText = () => place.querySelector('.turn-model .turn-text')?.textContent
const idle = () => vi.waitFor(() => expect(opened.workspace.chat.busy()).toBe(false))

const words = (text: string): Part => ({ kind: 'text', text })
const chips = () => [...place.querySelectorAll('.message-mention .chip')].map((chip) => chip.textContent)
const mentionR = (id: string): Part => ({ kind: 'mention', regionIds: [id as never] })

async function answered(parts: Part[], regions: Region[] = []) {
  await ask()
  opened.model.finish(answer(parts, regions))
  await idle()
}

describe('what can be done with an answer', () => {
  it('answering again keeps the first answer beside the new one, and each brings its own proposals', async () => {
    await answered([words('One '), mentionR('r2')], [testProposal('answer1')])
    const { editor, chat } = opened.workspace
    await page.getByRole('button', { name: 'Answer again' }).click()
    await vi.waitFor(() => expect(opened.model.requests).toHaveLength(2))
    expect(editor.document.regions.r2).toBe(undefined)
    const { instead } = opened.model.requests[1] ?? {}
    expect([instead?.turnId, instead?.order, instead?.alternatives.length]).toEqual(['answer1', 2, 1])
    const again = answer([words('Two')], [])
    const [change] = again.changes
    if (change?.table !== 'turns' || !change.after) throw new Error('no turn')
    const after = { ...change.after, alternatives: instead?.alternatives }
    opened.model.finish({ ...again, id: 'c2' as never, changes: [{ ...change, after }] })
    await vi.waitFor(() => expect(chat.busy()).toBe(false))
    expect(answerText()).toBe('Two')
    await page.getByRole('button', { name: 'Answer before' }).click()
    expect(answerText()).toBe('One R2')
    expect(place.querySelector('.alternatives')?.textContent).toBe('1/2')
    expect(editor.document.regions.r2?.number).toBe(2)
    await editor.undo()
    expect(answerText()).toBe('Two')
  })

  it('when no new answer comes, the old one is back', async () => {
    await answered([words('One '), mentionR('r2')], [testProposal('answer1')])
    await page.getByRole('button', { name: 'Answer again' }).click()
    await vi.waitFor(() => expect(opened.model.requests).toHaveLength(2))
    opened.model.fail(new AppError('engine.crashed'))
    await idle()
    expect(answerText()).toBe('One R2')
    expect(place.querySelectorAll('.alternatives')).toHaveLength(0)
  })

  it('it can go on: the model gets the answer so far', async () => {
    await answered([words('A dog')])
    await page.getByRole('button', { name: 'Continue the answer' }).click()
    await vi.waitFor(() => expect(opened.model.requests).toHaveLength(2))
    const request = opened.model.requests[1]
    expect([request?.continues?.parts, request?.turns.length]).toEqual([[words('A dog')], 1])
    await expect
      .element(page.getByRole('button', { name: 'Edit text' }).last())
      .toHaveAttribute('aria-disabled', 'true')
  })

  it('selected words are grounded by M and the regions clicked next; M again sets them free', async () => {
    await answered([words('The red dog runs.')])
    const text = place.querySelector('.turn-model [data-part]')?.firstChild
    if (!text) throw new Error('no text')
    getSelection()?.setBaseAndExtent(text, 4, text, 12)
    const found = selectedWords(getSelection())
    expect(found).toEqual({ turnId: 'answer1', part: 0, start: 4, end: 11 })
    if (found) opened.workspace.chat.ground(found)
    await expect.element(page.getByText('Draw or click the regions of “red dog”.')).toBeVisible()
    expect(opened.workspace.chat.take('r1' as never, false)).toBe(true)
    expect(answerText()).toBe('The red dogR1 dog runs.')
    expect(opened.workspace.editor.document.turns.answer1?.parts[1]).toEqual({ ...mentionR('r1'), phrase: 'red dog' })
    await page.getByRole('button', { name: 'Done' }).click()
    if (found) opened.workspace.chat.ground(found)
    expect(answerText()).toBe('The red dog runs.')
  })

  it('words are selected by keys, over chips, and are told', async () => {
    await answered([words('A red dog '), mentionR('r1'), words(' runs. 快跑')])
    const log = place.querySelector('[role=log]')
    if (!log) throw new Error('no log')
    const said = () => String(getSelection())
    const steps: [1 | -1, 'move' | 'extend'][] = [
      [1, 'move'],
      [1, 'move'],
      [1, 'extend'],
      [1, 'extend'],
      [-1, 'extend'],
      [-1, 'extend'],
      [1, 'move'],
      [1, 'move'],
      [1, 'move'],
      [-1, 'move'],
    ]
    getSelection()?.removeAllRanges()
    expect(steps.map(([step, kind]) => [stepWords(log, step, kind), said()])).toEqual([
      [true, 'A'],
      [true, 'red'],
      [true, 'red dog'],
      [false, 'red dog'],
      [true, 'red'],
      [false, 'red'],
      [true, 'dog'],
      [true, 'runs'],
      [true, '快跑'],
      [true, 'runs'],
    ])
    await expect.element(page.getByText('“runs”')).toBeVisible()
    await page.getByRole('button', { name: 'Link to regions' }).click()
    await expect.element(page.getByText('Draw or click the regions of “runs”.')).toBeVisible()
  })

  it('drawing a region for words and linking it is one step, clicking one is a step of its own', async () => {
    await answered([words('The red dog runs.')])
    const { chat, editor } = opened.workspace
    expect(chat.stepOfDrawing()).toBe(undefined)
    chat.ground({ turnId: 'answer1' as never, part: 0, start: 4, end: 11 })
    const group = chat.stepOfDrawing()
    editor.commit('history.add-box', addRegion(testBox(8, [1, 1, 9, 9])), { group })
    chat.take('r8' as never, true)
    chat.take('r1' as never, false)
    expect(answerText()).toBe('The red dogR8R1 dog runs.')
    await editor.undo()
    expect([answerText(), Boolean(editor.document.regions.r8)]).toEqual(['The red dogR8 runs.', true])
    await editor.undo()
    expect([answerText(), Boolean(editor.document.regions.r8)]).toEqual(['The red dog runs.', false])
    await editor.redo()
    expect([answerText(), Boolean(editor.document.regions.r8)]).toEqual(['The red dogR8 runs.', true])
  })

  it('fix puts the next region in the place of coordinates that could not be read', async () => {
    const bad: Part = { kind: 'malformed', text: '[0.5,1.2]', code: 'out-of-range', message: '1.2 is outside 0 to 1' }
    await answered([words('at '), bad])
    await page.getByRole('button', { name: 'fix' }).click()
    expect(opened.workspace.editor.tool()).toBe('box')
    opened.workspace.chat.take('r1' as never, true)
    expect(answerText()).toBe('at R1 dog')
  })
})

describe('messages and dialogues', () => {
  it('a region that moved later is said to have; the message follows or keeps what was sent', async () => {
    const { editor, chat } = opened.workspace
    await page.getByRole('textbox', { name: 'Message' }).click()
    opened.workspace.mention(['r1' as never])
    await userEvent.keyboard('{Enter}')
    await vi.waitFor(() => expect(opened.model.requests).toHaveLength(1))
    opened.model.finish(answer([words('Yes.')], []))
    await idle()
    editor.commit('history.move-region', shapeRegion('r1' as never, { kind: 'box', x1: 0, y1: 0, x2: 300, y2: 300 }))
    await expect.element(page.getByText('moved: R1 dog')).toBeVisible()
    await page.getByRole('button', { name: 'Keep as sent' }).click()
    await page.getByRole('radio', { name: 'Text' }).click()
    expect(place.querySelector('.turn-person .turn-text')?.textContent?.trim()).toBe('[0.100,0.100,0.300,0.300]')
    await page.getByRole('button', { name: 'Follow' }).click()
    expect(place.querySelector('.turn-person .turn-text')?.textContent?.trim()).toBe('[0.000,0.000,0.300,0.300]')
    expect(chat.turns()).toHaveLength(2)
  })

  it('dialogues are tabs: duplicated, renamed, closed, and back by undo', async () => {
    await answered([words('Yes.')])
    const { chat, editor } = opened.workspace
    const first = chat.dialogue()
    if (!first) throw new Error('no dialogue')
    chat.manage.duplicate(first.id, 'Copy')
    await expect.element(page.getByRole('tab', { name: 'Copy' })).toHaveAttribute('aria-selected', 'true')
    expect(place.querySelectorAll('.turn')).toHaveLength(2)
    await page.getByRole('tab', { name: 'Copy' }).dblClick()
    await userEvent.keyboard('Second{Enter}')
    await expect.element(page.getByRole('tab', { name: 'Second' })).toBeVisible()
    const shown = chat.dialogue()
    if (shown) chat.manage.close(shown.id)
    await expect.element(page.getByRole('tab', { name: 'Second' })).not.toBeInTheDocument()
    await expect.element(page.getByText('Dialogue closed, with 2 messages.')).toBeVisible()
    await page.getByRole('button', { name: 'Undo', exact: true }).click()
    await expect.element(page.getByRole('tab', { name: 'Second' })).toBeVisible()
    await expect.element(page.getByText('Dialogue closed, with 2 messages.')).not.toBeInTheDocument()
    await page.getByRole('tab', { name: 'Second' }).click()
    expect(place.querySelectorAll('.turn')).toHaveLength(2)
    await editor.redo()
    await expect.element(page.getByRole('button', { name: 'Undo', exact: true })).toBeVisible()
    editor.commit('history.add-box', (draft) => {
      draft.regions.r7 = testBox(7, [1, 1, 9, 9])
    })
    await expect.element(page.getByText('Dialogue closed, with 2 messages.')).not.toBeInTheDocument()
  })
})

describe('the composer', () => {
  it('/ opens templates; Tab steps over their places, which regions and words fill', async () => {
    await page.getByRole('textbox', { name: 'Message' }).click()
    await userEvent.keyboard('/reg')
    await expect.element(page.getByRole('listbox', { name: 'Templates' })).toBeVisible()
    await userEvent.keyboard('{Enter}')
    await expect.element(page.getByText('Fill in the places in ‹ › first (Tab)')).toBeVisible()
    opened.workspace.mention(['r1' as never])
    expect(place.querySelector('.ProseMirror')?.textContent).toBe('Which words single out R1 dog?')
    await expect.element(page.getByText('Fill in the places in ‹ › first (Tab)')).not.toBeInTheDocument()
  })

  it('chips are joined, reordered and split by keys', async () => {
    const { editor, mention } = opened.workspace
    editor.commit('history.add-box', (draft) => {
      draft.regions.r5 = testBox(5, [1, 1, 9, 9])
    })
    await page.getByRole('textbox', { name: 'Message' }).click()
    mention(['r1' as never])
    mention(['r5' as never])
    await userEvent.keyboard('{Alt>}{ArrowUp}{/Alt}')
    expect(place.querySelectorAll('.message-mention')).toHaveLength(1)
    expect(chips()).toEqual(['R1 dog', 'R5'])
    await userEvent.keyboard('{Alt>}{ArrowLeft}{/Alt}')
    expect(chips()).toEqual(['R5', 'R1 dog'])
    await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}')
    expect(place.querySelectorAll('.message-mention')).toHaveLength(2)
  })
})
