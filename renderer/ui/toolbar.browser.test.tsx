import { createSignal, Show } from 'solid-js'
import { render } from 'solid-js/web'
import { afterEach, expect, it } from 'vitest'
import { userEvent } from 'vitest/browser'
import { Toolbar } from './Toolbar.tsx'

let dispose = (): void => undefined
afterEach(() => {
  dispose()
  document.body.replaceChildren()
})

it('is one stop of Tab; arrows, Home and End go through its buttons, also through those that come later', async () => {
  const [more, setMore] = createSignal(false)
  const heard: string[] = []
  const listen = (event: KeyboardEvent): void => void heard.push(event.key)
  window.addEventListener('keydown', listen)
  dispose = render(
    () => (
      <>
        <button type="button">before</button>
        <Toolbar class="" label="Tools">
          <button type="button">a</button>
          <button type="button">b</button>
          <Show when={more()}>
            <button type="button">c</button>
          </Show>
        </Toolbar>
        <button type="button">after</button>
      </>
    ),
    document.body,
  )
  const press = async (key: string): Promise<string> => {
    await userEvent.keyboard(key)
    return document.activeElement?.textContent ?? ''
  }
  document.querySelector('button')?.focus()
  const walked = ['{Tab}', '{ArrowRight}', '{ArrowRight}', '{ArrowLeft}', '{Tab}', '{Shift>}{Tab}{/Shift}']
  const at: string[] = []
  for (const key of walked) at.push(await press(key))
  expect(at).toEqual(['a', 'b', 'a', 'b', 'after', 'b'])
  setMore(true)
  expect([await press('{End}'), await press('{Home}'), await press('{Shift>}{Tab}{/Shift}')]).toEqual([
    'c',
    'a',
    'before',
  ])
  document.querySelectorAll('button')[1]?.focus()
  for (const key of ['{Enter}', ' ', 'y']) await press(key)
  expect(
    heard.filter((key) => key !== 'Tab' && key !== 'Shift'),
    'no command runs by a key that moved the focus or pressed a button',
  ).toEqual(['y'])
  window.removeEventListener('keydown', listen)
})
