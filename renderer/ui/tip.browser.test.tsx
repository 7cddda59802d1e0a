import { render } from 'solid-js/web'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { IconButton } from './IconButton.tsx'

let place: HTMLElement
let end: () => void
const pressed = vi.fn()

beforeEach(() => {
  pressed.mockClear()
  place = document.createElement('div')
  document.body.append(place)
  end = render(
    () => (
      <>
        <IconButton label="Undo" icon="u" keys="Ctrl+Z" onPress={pressed} />
        <IconButton label="Redo" icon="r" unavailable="nothing to redo" onPress={pressed} />
      </>
    ),
    place,
  )
})
afterEach(() => {
  end()
  place.remove()
})

it('a control says what it is when it gets the focus, and no longer when it loses it or Escape is pressed', async () => {
  const undo = page.getByRole('button', { name: 'Undo' })
  await userEvent.keyboard('{Tab}')
  await expect.element(undo).toHaveFocus()
  await expect.element(page.getByRole('tooltip')).toHaveTextContent('UndoCtrl+Z')
  const id = undo.element().getAttribute('aria-describedby')
  expect(document.getElementById(id ?? '')?.getAttribute('role')).toBe('tooltip')
  await userEvent.keyboard('{Tab}')
  await expect.element(page.getByRole('tooltip')).toHaveTextContent('Redo: nothing to redo')
  expect(undo.element().hasAttribute('aria-describedby')).toBe(false)
  await userEvent.keyboard('{Escape}')
  await expect.element(page.getByRole('tooltip')).not.toBeInTheDocument()
  await userEvent.keyboard('{Shift>}{Tab}{/Shift}')
  await expect.element(page.getByRole('tooltip')).toHaveTextContent('UndoCtrl+Z')
})

it('a control says what it is under the pointer, and is pressed as before', async () => {
  const undo = page.getByRole('button', { name: 'Undo' })
  await undo.hover()
  await expect.element(page.getByRole('tooltip')).toHaveTextContent('UndoCtrl+Z')
  await undo.click()
  await page.getByRole('button', { name: 'Redo' }).click({ force: true })
  expect(pressed).toHaveBeenCalledTimes(1)
})
