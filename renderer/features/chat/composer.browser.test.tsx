import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { openTestWorkspace, testBox } from '../../test-workspace.tsx'
import { Composer } from './Composer.tsx'

type Opened = Awaited<ReturnType<typeof openTestWorkspace>>
let opened: Opened
let place: HTMLElement

beforeEach(async () => {
  opened = await openTestWorkspace([
    testBox(1, [100, 100, 300, 300], 'dog'),
    testBox(2, [500, 500, 900, 900], 'cat'),
    testBox(3, [10, 10, 40, 40]),
  ])
  place = opened.mount(() => <Composer />)
  await vi.waitFor(() => expect(opened.workspace.chat.models.state().kind).toBe('ready'))
})
afterEach(() => opened.dispose())

const message = () => page.getByRole('textbox', { name: 'Message' })
const chips = () => [...place.querySelectorAll('.chip')].map((chip) => chip.textContent)
const text = () => message().element().textContent

/** The parts that Enter would send, without sending them. */
async function sent() {
  const asked = vi.spyOn(opened.workspace.chat, 'ask').mockResolvedValue(true)
  await userEvent.keyboard('{Enter}')
  return asked.mock.calls[0]?.[0]
}

describe('mentions', () => {
  it('@ lists regions by id and label, and Enter puts one into the sentence', async () => {
    await message().click()
    await userEvent.keyboard('What is @')
    expect([...place.querySelectorAll('[role=option]')].map((row) => row.textContent)).toEqual([
      'R1 dog100 100 300 300',
      'R2 cat500 500 900 900',
      'R310 10 40 40',
      'New box',
      'New point',
    ])
    await userEvent.keyboard('ca')
    await expect.element(page.getByRole('option', { name: /R2 cat/ })).toBeVisible()
    await userEvent.keyboard('{Enter}?')
    expect(chips()).toEqual(['R2 cat'])
    expect(await sent()).toEqual([
      { kind: 'text', text: 'What is ' },
      { kind: 'mention', regionIds: ['r2'] },
      { kind: 'text', text: '?' },
    ])
  })

  it('Escape closes the list and leaves the @ as it was typed', async () => {
    await message().click()
    await userEvent.keyboard('a @x{Escape}')
    await expect.element(page.getByRole('listbox')).not.toBeInTheDocument()
    expect(text()).toBe('a @x')
  })

  it('Backspace after a chip removes it whole, Ctrl+Z returns it', async () => {
    await message().click()
    opened.workspace.composer()?.insertMention(['r1' as never])
    expect(chips()).toEqual(['R1 dog'])
    await userEvent.keyboard('{Backspace}')
    expect(chips()).toEqual([])
    await userEvent.keyboard('{Control>}z{/Control}')
    expect(chips()).toEqual(['R1 dog'])
  })

  it('arrows jump over a chip', async () => {
    await message().click()
    await userEvent.keyboard('a ')
    opened.workspace.composer()?.insertMention(['r1' as never, 'r2' as never])
    await userEvent.keyboard('b{ArrowLeft}{ArrowLeft}x')
    expect(await sent()).toEqual([
      { kind: 'text', text: 'a x' },
      { kind: 'mention', regionIds: ['r1', 'r2'] },
      { kind: 'text', text: 'b' },
    ])
  })

  it('a chip follows its region', async () => {
    await message().click()
    opened.workspace.composer()?.insertMention(['r1' as never])
    opened.workspace.editor.commit('history.relabel-region', (draft) => {
      if (draft.regions.r1) draft.regions.r1.label = 'wolf'
    })
    expect(chips()).toEqual(['R1 wolf'])
    opened.workspace.editor.commit('history.delete-region', (draft) => {
      delete draft.regions.r1
    })
    expect(chips()).toEqual(['gone'])
    await expect.element(page.getByText('The message mentions a deleted region')).toBeVisible()
  })

  it('shows coordinates in the words of the model, and the exact prompt', async () => {
    await message().click()
    opened.workspace.composer()?.insertMention(['r1' as never])
    await page.getByRole('radio', { name: 'Text' }).click()
    expect(text()).toBe('[0.100,0.100,0.300,0.300]')
    await page.getByRole('radio', { name: 'Sent' }).click()
    await expect.element(page.getByText('<image> 1 turns')).toBeVisible()
    await page.getByRole('radio', { name: 'Chips' }).click()
    expect(chips()).toEqual(['R1 dog'])
  })
})

describe('sending', () => {
  it('Enter sends, Shift+Enter breaks the line', async () => {
    await message().click()
    await userEvent.keyboard('one{Shift>}{Enter}{/Shift}two')
    expect(await sent()).toEqual([{ kind: 'text', text: 'one\ntwo' }])
    expect(text()).toBe('')
  })

  it('never while an input method composes', async () => {
    const asked = vi.spyOn(opened.workspace.chat, 'ask').mockResolvedValue(true)
    await message().click()
    await userEvent.keyboard('ni')
    const field = message().element()
    const press = (init: KeyboardEventInit) =>
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...init }))
    press({ isComposing: true })
    press({ keyCode: 229 } as KeyboardEventInit)
    field.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }))
    press({})
    field.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, data: 'ni' }))
    expect(asked).not.toHaveBeenCalled()
    expect(text()).toContain('ni')
  })

  it('keeps a draft per dialogue and says why it cannot send', async () => {
    await message().click()
    await userEvent.keyboard('half a thought')
    const key = `deixis.draft.new-${opened.workspace.editor.imageId()}`
    expect(JSON.parse(opened.workspace.settings.store.getItem(key) ?? '')).toEqual([
      { kind: 'text', text: 'half a thought' },
    ])
    await userEvent.keyboard('{Control>}a{/Control}{Backspace}')
    expect(opened.workspace.settings.store.getItem(key)).toBe(null)
    await expect.element(page.getByRole('button', { name: 'Send' })).toHaveAttribute('aria-disabled', 'true')
  })
})

describe('clipboard', () => {
  const paste = (content: string) => {
    const data = new DataTransfer()
    data.setData('text/plain', content)
    message()
      .element()
      .dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  }

  it('copies a chip as coordinate text', async () => {
    await message().click()
    await userEvent.keyboard('at ')
    opened.workspace.composer()?.insertMention(['r1' as never])
    await userEvent.keyboard('{Control>}a{/Control}')
    const data = new DataTransfer()
    message()
      .element()
      .dispatchEvent(new ClipboardEvent('copy', { clipboardData: data, bubbles: true, cancelable: true }))
    expect(data.getData('text/plain')).toBe('at [0.100,0.100,0.300,0.300]')
  })

  it('pasted coordinates become the region that is there, or a new one', async () => {
    await message().click()
    paste('is [0.100,0.100,0.300,0.300] like [0.600,0.100,0.700,0.200]?')
    expect(chips()).toEqual(['R1 dog', 'R4'])
    const created = Object.values(opened.workspace.editor.document.regions).find((region) => region.number === 4)
    expect(created?.shape).toEqual({ kind: 'box', x1: 600, y1: 100, x2: 700, y2: 200 })
    expect(opened.workspace.editor.undoLabel()).toBe('history.paste-regions')
  })

  it('what is out of range stays text, and Ctrl+Shift+V pastes plainly', async () => {
    await message().click()
    paste('[0.5,0.5,1.5,0.6]')
    expect(text()).toBe('[0.5,0.5,1.5,0.6]')
    expect(opened.workspace.notice()).toBe('[0.5,0.5,1.5,0.6] stays text: it is no place on this picture')
    message()
      .element()
      .dispatchEvent(new KeyboardEvent('keydown', { key: 'V', ctrlKey: true, shiftKey: true, bubbles: true }))
    paste('[0.100,0.100,0.300,0.300]')
    expect(chips()).toEqual([])
  })
})
