import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { Region } from '../../../shared/dialogue/region.ts'
import type { Part, Run } from '../../../shared/dialogue/turn.ts'
import { shapeRegion } from '../../../shared/document/commands/shape-region.ts'
import { AppError } from '../../../shared/errors.ts'
import { testAnswer, testProposal, testRun } from '../../test-answer.ts'
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

describe('an answer', () => {
  it('grows: text, half-written coordinates in grey, a chip and a proposal as the bracket closes', async () => {
    await ask()
    opened.model.say({ kind: 'text', text: 'The cat ' })
    opened.model.say({ kind: 'pending', text: '[0.5,0.' })
    await vi.waitFor(() => expect(answerText()).toBe('The cat [0.5,0.'))
    expect(place.querySelector('.turn-pending')?.textContent).toBe('[0.5,0.')
    opened.model.say({ kind: 'mention', regions: [testProposal('answer1')] })
    await vi.waitFor(() => expect(place.querySelector('.turn-live .chip')?.textContent).toBe('R2'))
    expect(opened.workspace.editor.provisional().map((region) => region.number)).toEqual([2])
    expect(opened.workspace.editor.document.regions.r2).toBe(undefined)
    opened.model.finish(
      answer(
        [
          { kind: 'text', text: 'The cat ' },
          { kind: 'mention', regionIds: ['r2' as never] },
        ],
        [testProposal('answer1')],
      ),
    )
    await idle()
    expect(opened.workspace.editor.provisional()).toEqual([])
    expect(place.querySelectorAll('.turn-model')).toHaveLength(1)
    expect(place.querySelector('.run-line')?.textContent).toBe('tiny · 31 ms · 212 tok/s · complete')
  })

  it('takes question and answer back with one undo', async () => {
    await ask()
    opened.model.finish(answer([{ kind: 'text', text: 'Here.' }], []))
    await idle()
    await opened.workspace.editor.undo()
    expect(place.querySelectorAll('.turn')).toHaveLength(0)
    await opened.workspace.editor.redo()
    expect(place.querySelectorAll('.turn')).toHaveLength(2)
  })

  it('says how a corrected box differs, that a rejected one is, and that a deleted one is gone', async () => {
    await ask()
    opened.model.finish(
      answer(
        [
          { kind: 'text', text: 'The cat ' },
          { kind: 'mention', regionIds: ['r2' as never] },
        ],
        [testProposal('answer1')],
      ),
    )
    await idle()
    const { editor } = opened.workspace
    const chip = () => place.querySelector('.turn-model .chip')?.textContent
    expect(chip()).toBe('R2')
    editor.commit(
      'history.move-region',
      shapeRegion('r2' as never, { kind: 'box', x1: 500, y1: 500, x2: 900, y2: 784 }),
    )
    expect(chip()).toBe('R2edited, IoU 0.71')
    await page.getByRole('radio', { name: 'Text' }).click()
    expect(answerText()).toBe('The cat [0.500,0.500,0.900,0.784]')
    await page.getByRole('button', { name: 'What the model said' }).click()
    await expect.element(page.getByText(testRun.rawAnswer)).toBeVisible()
    await page.getByRole('radio', { name: 'Chips' }).click()
    editor.commit('history.delete-region', (draft) => {
      delete draft.regions.r2
    })
    expect(chip()).toBe('gone')
  })

  it('underlines what could not be read, with the reason', async () => {
    await ask()
    const bad: Part = { kind: 'malformed', text: '[0.5,1.2]', code: 'out-of-range', message: '1.2 is outside 0 to 1' }
    opened.model.finish(answer([{ kind: 'text', text: 'at ' }, bad], []))
    await idle()
    const span = page.getByRole('note', { name: '[0.5,1.2]: not read as coordinates, 1.2 is outside 0 to 1' })
    await expect.element(span).toHaveAttribute('title', '1.2 is outside 0 to 1')
  })

  it('Stop keeps what was said and marks it', async () => {
    await ask()
    opened.model.say({ kind: 'text', text: 'The ca' })
    await page.getByRole('button', { name: 'Stop' }).click()
    expect(opened.model.stopped()).toBe(true)
    opened.model.finish(answer([{ kind: 'text', text: 'The ca' }], [], { finishReason: 'stopped' }))
    await idle()
    expect(answerText()).toBe('The ca')
    expect(place.querySelector('.badge')?.textContent).toBe('stopped')
  })

  it('Escape in the messages stops the answer, too, and then goes on in the composer', async () => {
    await ask()
    opened.model.say({ kind: 'text', text: 'The ca' })
    await vi.waitFor(() => expect(answerText()).toBe('The ca'))
    const log = place.querySelector<HTMLElement>('[role=log]')
    log?.focus()
    await userEvent.keyboard('{Escape}')
    expect(opened.model.stopped()).toBe(true)
    opened.model.finish(answer([{ kind: 'text', text: 'The ca' }], [], { finishReason: 'stopped' }))
    await idle()
    log?.focus()
    await userEvent.keyboard('{Escape}')
    expect(opened.workspace.composer()?.focused()).toBe(true)
  })

  it('stopped before a word was said, a question waits for its answer; that is no failure', async () => {
    await ask()
    await page.getByRole('button', { name: 'Stop' }).click()
    opened.model.fail(new AppError('rpc.cancelled'))
    await idle()
    await expect.element(page.getByText('No answer yet.')).toBeVisible()
    expect(page.getByRole('alert').elements()).toEqual([])
  })

  it('a failure is told where the question stands, not on other pictures or in other dialogues', async () => {
    await ask()
    opened.model.fail(new AppError('engine.crashed'))
    await expect.element(page.getByRole('alert')).toBeVisible()
    await opened.workspace.editor.openImage('image2' as never)
    await expect.element(page.getByRole('alert')).not.toBeInTheDocument()
    await opened.workspace.editor.openImage('image1' as never)
    await expect.element(page.getByRole('alert')).toBeVisible()
  })

  it('a failure says what happened and asks again on request', async () => {
    await ask()
    opened.model.fail(new AppError('engine.crashed', { hint: 'Ask again: the model is started anew.' }))
    await expect.element(page.getByText('Ask again: the model is started anew.')).toBeVisible()
    expect(place.querySelectorAll('.turn-person')).toHaveLength(1)
    await page.getByRole('button', { name: 'Ask again' }).click()
    await vi.waitFor(() => expect(opened.model.requests).toHaveLength(2))
    expect(opened.model.requests[1]?.turns).toEqual(opened.model.requests[0]?.turns)
    opened.model.finish(answer([{ kind: 'text', text: 'Here.' }], []))
    await idle()
    await expect.element(page.getByRole('alert')).not.toBeInTheDocument()
  })

  it('can be edited and marked reviewed; the run keeps the model’s words', async () => {
    await ask()
    opened.model.finish(answer([{ kind: 'text', text: 'A cat' }], []))
    await idle()
    const turn = page.getByRole('article', { name: 'Answer' })
    await turn.getByRole('button', { name: 'Edit text' }).click()
    await userEvent.keyboard('{End}!')
    await page.getByRole('button', { name: 'Save' }).click()
    expect(answerText()).toBe('A cat!')
    await userEvent.keyboard('{ArrowUp}{End} Really?{Enter}')
    expect(place.querySelector('.turn-person .turn-text')?.textContent).toBe('Where is the cat? Really?')
    await turn.getByRole('button', { name: 'Reviewed' }).click()
    const stored = opened.workspace.editor.document.turns.answer1
    expect([stored?.review, stored?.run?.rawAnswer]).toEqual(['reviewed', testRun.rawAnswer])
  })
})
