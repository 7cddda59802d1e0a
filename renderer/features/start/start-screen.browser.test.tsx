import { createSignal } from 'solid-js'
import { render } from 'solid-js/web'
import { afterEach, expect, it } from 'vitest'
import { page } from 'vitest/browser'
import type { Shell } from '../../state/create-shell.ts'
import { StartScreen } from './StartScreen.tsx'

let end: () => void = () => undefined
afterEach(() => end())

it('says that the program is gone, and offers nothing that cannot work then', async () => {
  const [lost, setLost] = createSignal(false)
  const shell = { failure: () => null, lostFolder: () => null, opening: () => false, info: () => null }
  end = render(() => <StartScreen shell={shell as unknown as Shell} lost={lost()} />, document.body)
  const open = page.getByRole('button', { name: 'Open folder…' })
  await expect.element(open).toBeVisible()
  expect(page.getByRole('alert').elements()).toEqual([])
  setLost(true)
  expect(page.getByRole('alert').element().textContent).toMatch(/^The connection to the program was lost\./)
  await expect.element(page.getByRole('button', { name: 'Reload' })).toBeVisible()
  expect(open.elements()).toEqual([])
})
