import { createSignal, Show } from 'solid-js'
import { render } from 'solid-js/web'
import { afterEach, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { Dialog } from './Dialog.tsx'

let end: () => void = () => undefined
afterEach(() => end())

it('keeps the keys when the control that has the focus goes', async () => {
  const [there, setThere] = createSignal(true)
  const close = vi.fn()
  end = render(
    () => (
      <Dialog open title="A dialog" closeLabel="Close" onClose={close}>
        <Show when={there()} fallback={<p>Running</p>}>
          <button type="button" onClick={() => setThere(false)}>
            Start
          </button>
        </Show>
      </Dialog>
    ),
    document.body,
  )
  await page.getByRole('button', { name: 'Start' }).click()
  await expect.element(page.getByText('Running')).toBeVisible()
  await vi.waitFor(() => expect(page.getByRole('dialog').element().contains(document.activeElement)).toBe(true))
  await userEvent.keyboard('{Escape}')
  expect(close).toHaveBeenCalledTimes(1)
})

it('gives the focus back to where it was, unless somebody took it', async () => {
  const [open, setOpen] = createSignal(false)
  end = render(
    () => (
      <>
        <input aria-label="A text" />
        <button type="button">Another</button>
        <Dialog open={open()} title="A dialog" closeLabel="Close" onClose={() => setOpen(false)}>
          <input aria-label="Inside" />
        </Dialog>
      </>
    ),
    document.body,
  )
  const text = page.getByRole('textbox', { name: 'A text' })
  const inside = page.getByRole('textbox', { name: 'Inside' })
  await text.click()
  setOpen(true)
  await expect.element(inside).toHaveFocus()
  await userEvent.keyboard('{Escape}')
  await expect.element(text).toHaveFocus()

  setOpen(true)
  await expect.element(inside).toHaveFocus()
  setOpen(false)
  const another = page.getByRole('button', { name: 'Another' })
  ;(another.element() as HTMLElement).focus()
  await new Promise((done) => setTimeout(done, 50))
  await expect.element(another).toHaveFocus()
})
