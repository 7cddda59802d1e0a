import { describe, expect, it } from 'vitest'
import { en } from '../text/en.ts'
import type { Action } from './action.ts'
import { actionFor, type KeyPlace } from './dispatch-key.ts'
import { type KeyPress, keyNames } from './key-names.ts'
import { actionById, actions } from './register.ts'

/** Pairs of actions that one key would run in one scope. */
function keyClashes(all: readonly Pick<Action<never>, 'id' | 'keys' | 'scope'>[]): string[] {
  const taken = new Map<string, string>()
  return all.flatMap((action) =>
    action.keys.flatMap((key) => {
      const other = taken.get(`${action.scope} ${key}`)
      taken.set(`${action.scope} ${key}`, action.id)
      return other === undefined ? [] : [`${key}: ${other}, ${action.id}`]
    }),
  )
}

function press(key: string, code: string, modifiers: Partial<KeyPress> = {}): KeyPress {
  return { key, code, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...modifiers }
}

const canvas: KeyPlace = { scope: 'canvas', inTextField: false, inPopup: false, pictureAway: false }
const selected: KeyPlace = { scope: 'selected', inTextField: false, inPopup: false, pictureAway: false }
const list: KeyPlace = { scope: null, inTextField: false, inPopup: false, pictureAway: false }
const text: KeyPlace = { scope: 'composer', inTextField: true, inPopup: false, pictureAway: false }
const dialog: KeyPlace = { scope: null, inTextField: false, inPopup: true, pictureAway: false }

function ran(pressed: KeyPress, place: KeyPlace, isMac = false): string | undefined {
  return actionFor(actions, keyNames(pressed, isMac), place)?.id
}

describe('the registry', () => {
  it('has no key that means two things in one scope', () => {
    expect(keyClashes(actions)).toEqual([])
  })

  it('has the default keys that people were promised', () => {
    const promised: Readonly<Record<string, readonly string[]>> = {
      'tool-select': ['V'],
      'tool-box': ['R'],
      'tool-point': ['P'],
      'next-image': ['D', 'PageDown', 'Mod+ArrowRight'],
      'previous-image': ['A', 'PageUp', 'Mod+ArrowLeft'],
      'next-to-do': ['Shift+D'],
      'previous-to-do': ['Shift+A'],
      'zoom-fit': ['Shift+1'],
      'zoom-actual': ['Shift+2'],
      'zoom-selection': ['Shift+3'],
      'zoom-in': ['+'],
      'zoom-out': ['-'],
      'image-done': ['Mod+Enter'],
      undo: ['Mod+Z'],
      redo: ['Mod+Shift+Z', 'Mod+Y'],
      'region-before': ['['],
      'region-after': [']'],
      'delete-region': ['Delete', 'Backspace'],
      'label-1': ['1'],
      'label-9': ['9'],
      'copy-region': ['Mod+C'],
      'paste-region': ['Mod+V'],
      'duplicate-region': ['Mod+D'],
      'mention-region': ['Enter'],
      'hide-region': ['Alt+H'],
      'hide-all': ['Mod+H'],
      'lock-region': ['Alt+L'],
      'run-template': ['I'],
      accept: ['Y'],
      reject: ['X'],
      'edit-proposal': ['E'],
      'next-proposal': ['G'],
      'accept-all': ['Shift+Y'],
      'ground-words': ['M'],
      'show-originals': ['O'],
      'focus-filter': ['Mod+F'],
      'show-palette': ['Mod+K'],
      'show-keys': ['?', 'F1'],
      'open-folder': ['Mod+O'],
      'export-dataset': ['Mod+E'],
      'show-settings': ['Mod+,'],
      cancel: ['Escape'],
      'next-pane': ['F6'],
      'previous-pane': ['Shift+F6'],
      'toggle-left-pane': ['Mod+B'],
      'toggle-right-pane': ['Mod+Alt+B'],
      'back-up': ['Mod+S'],
    }
    const missing = Object.entries(promised).flatMap(([id, keys]) =>
      keys.filter((key) => !actionById(id).keys.includes(key)).map((key) => `${id} ${key}`),
    )
    expect(missing).toEqual([])
  })

  it('would notice one', () => {
    const twice = { id: 'other', keys: ['V'], scope: 'canvas' as const }
    expect(keyClashes([...actions, twice])).toEqual(['V: tool-select, other'])
  })

  it('has ids and texts that are unique and there', () => {
    const ids = actions.map((action) => action.id)
    const texts: Readonly<Record<string, string>> = en
    expect(ids).toEqual([...new Set(ids)])
    expect(actions.filter((action) => texts[action.label] === undefined)).toEqual([])
    expect(() => actionById('no-such')).toThrow('no-such')
  })
})

describe('keys', () => {
  it('run what the table of keys says', () => {
    const shift = { shiftKey: true }
    const ctrl = { ctrlKey: true }
    expect([
      ran(press('v', 'KeyV'), canvas),
      ran(press('V', 'KeyV'), canvas),
      ran(press('r', 'KeyR'), list),
      ran(press('Y', 'KeyY', shift), canvas),
      ran(press('z', 'KeyZ', ctrl), canvas),
      ran(press('Z', 'KeyZ', { ...ctrl, ...shift }), canvas),
      ran(press('y', 'KeyY', ctrl), list),
      ran(press('!', 'Digit1', shift), canvas),
      ran(press('?', 'Slash', shift), canvas),
      ran(press('[', 'BracketLeft'), canvas),
      ran(press('ArrowLeft', 'ArrowLeft', shift), selected),
      ran(press('ArrowDown', 'ArrowDown', ctrl), selected),
    ]).toEqual([
      'tool-select',
      'tool-select',
      'tool-box',
      'accept-all',
      'undo',
      'redo',
      'redo',
      'zoom-fit',
      'show-keys',
      'region-before',
      'move-left-far',
      'taller',
    ])
  })

  it('Ctrl and an arrow changes the size of selected regions, and the image while none is selected', () => {
    const ctrl = { ctrlKey: true }
    const arrows = ['ArrowLeft', 'ArrowRight'].map((key) => press(key, key, ctrl))
    expect([canvas, selected].map((place) => arrows.map((key) => ran(key, place)))).toEqual([
      ['previous-image', 'next-image'],
      ['narrower', 'wider'],
    ])
    expect(ran(press('ArrowRight', 'ArrowRight', ctrl), { ...canvas, scope: 'drawing' })).toBe(
      'crosshair-right-farther',
    )
  })

  it('follow the place of the key where the layout writes other letters', () => {
    expect([ran(press('м', 'KeyV'), canvas), ran(press('z', 'KeyY', { metaKey: true }), canvas, true)]).toEqual([
      'tool-select',
      'undo',
    ])
  })

  it('leave text fields, dialogs and the keys of lists alone', () => {
    expect([
      ran(press('v', 'KeyV'), text),
      ran(press('?', 'Slash'), text),
      ran(press('z', 'KeyZ', { ctrlKey: true }), text),
      ran(press('Backspace', 'Backspace'), text),
      ran(press('v', 'KeyV'), dialog),
      ran(press('ArrowDown', 'ArrowDown'), list),
      ran(press('Enter', 'Enter'), list),
      ran(press('Delete', 'Delete'), list),
    ]).toEqual(Array.from({ length: 8 }))
  })

  it('that are global act in text fields too', () => {
    expect([ran(press('F1', 'F1'), text), ran(press('b', 'KeyB', { ctrlKey: true }), text)]).toEqual([
      'show-keys',
      'toggle-left-pane',
    ])
  })
})
