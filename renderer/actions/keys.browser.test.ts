import { createRoot } from 'solid-js'
import { afterEach, expect, it } from 'vitest'
import { userEvent } from 'vitest/browser'
import type { Action } from './action.ts'
import { listenForKeys } from './dispatch-key.ts'

const cleanups: (() => void)[] = []
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup()
})

/** Four actions that write down what ran, a canvas, a list, a dialog and two text fields. */
function page() {
  const ran: string[] = []
  const action = (id: string, scope: 'global' | 'canvas', key: string, held = false): Action<string[]> => ({
    id,
    label: 'action.undo',
    scope,
    keys: [key],
    run: (log) => void log.push(id),
    ...(held ? { release: (log: string[]) => void log.push(`${id} let go`) } : {}),
  })
  const actions = [
    action('undo', 'global', 'Mod+Z'),
    action('box', 'canvas', 'R'),
    action('delete', 'canvas', 'Delete'),
    action('originals', 'canvas', 'O', true),
  ]
  const place = document.createElement('div')
  place.innerHTML = `
    <div data-scope="canvas" tabindex="0" id="canvas">canvas</div>
    <button id="row">row</button>
    <div role="dialog"><button id="ok">ok</button></div>
    <input id="text" /><div id="rich" contenteditable="true"></div>`
  document.body.append(place)
  createRoot((dispose) => {
    listenForKeys(actions, () => ran)
    cleanups.push(dispose, () => place.remove())
  })
  const focus = (id: string): void => place.querySelector<HTMLElement>(`#${id}`)?.focus()
  return { ran, focus }
}

it('keys act where they should and nowhere else', async () => {
  const { ran, focus } = page()
  const seen: Record<string, string[]> = {}
  for (const id of ['canvas', 'row', 'ok', 'text', 'rich']) {
    focus(id)
    await userEvent.keyboard('r{Delete}{Control>}z{/Control}')
    seen[id] = ran.splice(0)
  }
  expect(seen).toEqual({ canvas: ['box', 'delete', 'undo'], row: ['box', 'undo'], ok: [], text: [], rich: [] })
})

it('keys of the picture rest while something else stands in its place', async () => {
  const { ran, focus } = page()
  const away = document.createElement('main')
  away.dataset.pictureAway = ''
  document.body.append(away)
  cleanups.push(() => away.remove())
  focus('row')
  ;(document.activeElement as HTMLElement).blur()
  await userEvent.keyboard('r{Delete}{Control>}z{/Control}')
  expect(ran.splice(0)).toEqual(['undo'])
  away.remove()
  await userEvent.keyboard('r{Delete}{Control>}z{/Control}')
  expect(ran).toEqual(['box', 'delete', 'undo'])
})

it('what is held lasts until the key is let go, or the window loses the focus', async () => {
  const { ran, focus } = page()
  focus('canvas')
  await userEvent.keyboard('{o>3/}')
  expect(ran.splice(0)).toEqual(['originals', 'originals let go'])
  await userEvent.keyboard('{o>}')
  window.dispatchEvent(new Event('blur'))
  expect(ran.splice(0)).toEqual(['originals', 'originals let go'])
  await userEvent.keyboard('{/o}')
  expect(ran).toEqual([])
})

it('leaves alone what an input method composes and what a widget has used', () => {
  const { ran, focus } = page()
  focus('canvas')
  const canvas = document.activeElement
  const press = (init: KeyboardEventInit): boolean | undefined =>
    canvas?.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'r', code: 'KeyR', bubbles: true, cancelable: true, ...init }),
    )
  press({ isComposing: true })
  press({ keyCode: 229 })
  canvas?.addEventListener('keydown', (event) => event.preventDefault(), { once: true })
  press({})
  expect(ran).toEqual([])
  press({})
  expect(ran).toEqual(['box'])
})
