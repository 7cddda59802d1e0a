import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { Part } from '../../../shared/dialogue/turn.ts'
import { openTestWorkspace, testBox } from '../../test-workspace.tsx'
import { Composer } from './Composer.tsx'

type Opened = Awaited<ReturnType<typeof openTestWorkspace>>
let opened: Opened

beforeEach(async () => {
  opened = await openTestWorkspace([testBox(1, [100, 100, 300, 300], 'dog'), testBox(2, [500, 500, 900, 900], 'cat')])
  opened.mount(() => <Composer />)
  await vi.waitFor(() => expect(opened.workspace.chat.models.state().kind).toBe('ready'))
  await page.getByRole('textbox', { name: 'Message' }).click()
})
afterEach(() => opened.dispose())

const message = () => page.getByRole('textbox', { name: 'Message' }).element()
const keys = (text: string) => userEvent.keyboard(text)
const mention = (...ids: string[]) => opened.workspace.composer()?.insertMention(ids as never)

/** What Enter sends, chips as `#1`. */
async function sent(): Promise<string> {
  const asked = vi.spyOn(opened.workspace.chat, 'ask').mockResolvedValue(true)
  await keys('{Enter}')
  const parts: readonly Part[] = asked.mock.calls[0]?.[0] ?? []
  return parts
    .map((part) =>
      part.kind === 'mention'
        ? part.regionIds.map((id) => `#${id.slice(1)}`).join('')
        : 'text' in part
          ? part.text
          : '',
    )
    .join('')
}

describe('the caret beside chips', () => {
  it('stands before a first chip, where one can write', async () => {
    mention('r1')
    await keys('{Home}Is {End} red?')
    expect(await sent()).toBe('Is #1 red?')
  })

  it('in front of a chip, Backspace takes the letter before it, letter by letter', async () => {
    await keys('ab ')
    mention('r1')
    await keys('{ArrowLeft}{Backspace}{Backspace}c')
    expect(await sent()).toBe('ac#1')
  })

  it('deletes all the text in front of a chip, and then nothing more', async () => {
    await keys('ab ')
    mention('r1')
    await keys('{ArrowLeft}{Backspace}{Backspace}{Backspace}{Backspace}x')
    expect(await sent()).toBe('x#1')
  })

  it('Delete in front of a chip takes it whole, behind it the next letter', async () => {
    mention('r1')
    await keys(' ab{Home}{ArrowRight}{Delete}{Delete}')
    expect(opened.workspace.settings.store.getItem(`deixis.draft.new-image1`)).toContain('"r1"')
    await keys('{Home}{Delete}')
    expect(await sent()).toBe('b')
  })

  it('takes letters as people see them, and words with Ctrl', async () => {
    const data = new DataTransfer()
    data.setData('text/plain', 'one two \u{1F469}\u200D\u{1F33E} ')
    message().dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
    mention('r1')
    await keys('{ArrowLeft}{Backspace}{Backspace}')
    await keys('{Control>}{Backspace}{/Control}')
    expect(await sent()).toBe('one #1')
  })

  it('stands between two chips', async () => {
    mention('r1')
    mention('r2')
    await keys('{ArrowLeft}or ')
    expect(await sent()).toBe('#1 or #2')
  })

  it('a selection over a chip is replaced by what is written, and comes back by undo', async () => {
    await keys('a ')
    mention('r1')
    await keys(' b{Shift>}{ArrowLeft}{ArrowLeft}{ArrowLeft}{/Shift}')
    await keys('!')
    await keys('{Control>}z{/Control}{End}?')
    expect(await sent()).toBe('a #1 b?')
  })

  it('goes up and down over lines that begin and end with chips', async () => {
    mention('r1')
    await keys('{Shift>}{Enter}{/Shift}')
    mention('r2')
    await keys('{Home}{ArrowUp}{Home}a ')
    expect(await sent()).toMatch(/^a #1\n ?#2$/)
  })
})
