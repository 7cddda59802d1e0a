import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { openTestWorkspace, testBox } from '../../test-workspace.tsx'
import { RegionsPanel } from '../regions/RegionsPanel.tsx'
import { Composer } from './Composer.tsx'

let opened: Awaited<ReturnType<typeof openTestWorkspace>>
let place: HTMLElement

beforeEach(async () => {
  opened = await openTestWorkspace([testBox(1, [100, 100, 300, 300], 'dog'), testBox(2, [500, 500, 900, 900], 'cat')])
  place = opened.mount(() => (
    <div style={{ width: '400px' }}>
      <div style={{ height: '200px', display: 'flex', 'flex-direction': 'column' }}>
        <RegionsPanel />
      </div>
      <Composer />
    </div>
  ))
  await vi.waitFor(() => expect(opened.workspace.chat.models.state().kind).toBe('ready'))
  await page.getByRole('textbox', { name: 'Message' }).click()
})
afterEach(() => opened.dispose())

const field = () => page.getByRole('textbox', { name: 'Message' }).element() as HTMLElement
const said = () => field().textContent
const chips = () => [...place.querySelectorAll('.ProseMirror .message-mention')]

/** A drag of the browser's own, from the middle of an element to a place in front of the n-th character of the message. */
function drag(from: Element, at: { readonly x: number; readonly y: number }, init: DragEventInit = {}): void {
  const dataTransfer = new DataTransfer()
  const fire = (type: string, target: Element, more: DragEventInit = {}): void => {
    target.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer, ...init, ...more }))
  }
  const place = { clientX: at.x, clientY: at.y }
  fire('dragstart', from)
  fire('dragover', field(), place)
  fire('drop', field(), place)
  fire('dragend', from)
}

function inText(offset: number): { x: number; y: number } {
  const text = document.createTreeWalker(field(), NodeFilter.SHOW_TEXT).nextNode()
  if (!text) throw new Error('no text')
  const range = document.createRange()
  range.setStart(text, offset)
  const box = range.getBoundingClientRect()
  return { x: box.left + 0.5, y: (box.top + box.bottom) / 2 }
}
const row = (name: string) => {
  const found = [...place.querySelectorAll('.region-row')].find((each) => each.textContent?.includes(name))
  if (!found) throw new Error(`no row ${name}`)
  return found
}

describe('regions dragged into the message', () => {
  it('a row becomes a mention where it is dropped', async () => {
    await userEvent.keyboard('Is  red?')
    drag(row('R2'), inText(3))
    expect(opened.workspace.composer()?.focused()).toBe(true)
    expect(said()).toBe('Is R2 cat red?')
    await userEvent.keyboard('{Control>}z{/Control}')
    expect(said()).toBe('Is  red?')
  })

  it('selected rows come as one group', () => {
    opened.workspace.editor.select(['r1' as never, 'r2' as never])
    drag(row('R1'), { x: field().getBoundingClientRect().left + 20, y: field().getBoundingClientRect().top + 15 })
    expect(chips().map((chip) => chip.textContent)).toEqual(['R1 dogR2 cat'])
  })

  it('a chip moves to where it is dropped, and with Ctrl it is copied', async () => {
    await userEvent.keyboard('Is ')
    opened.workspace.composer()?.insertMention(['r1' as never])
    await userEvent.keyboard(' red?')
    const [chip] = chips()
    if (!chip) throw new Error('no chip')
    expect((chip as HTMLElement).draggable).toBe(true)
    drag(chip, inText(0))
    expect(said()).toBe('R1 dog Is red?')
    const [moved] = chips()
    if (!moved) throw new Error('no chip')
    const end = field().getBoundingClientRect()
    drag(moved, { x: end.right - 4, y: end.top + 15 }, { ctrlKey: true })
    expect(said()).toBe('R1 dog Is red? R1 dog')
  })

  it('other drags stay the browser’s', () => {
    const dataTransfer = new DataTransfer()
    dataTransfer.setData('text/plain', 'x')
    const over = new DragEvent('dragover', { bubbles: true, cancelable: true, dataTransfer })
    field().dispatchEvent(over)
    expect(place.querySelector('.message-drop')).toBe(null)
  })
})
