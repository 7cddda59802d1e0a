import { createRoot } from 'solid-js'
import { describe, expect, it } from 'vitest'
import { createKeymap, type Keymap, presetNames } from '../state/create-keymap.ts'
import { makeMemoryStore } from '../state/create-stored.ts'
import { keyPresets } from './key-presets.ts'
import { keyHolder, keysInUse } from './keys-in-use.ts'
import { actionById, actions } from './register.ts'

const make = (store = makeMemoryStore()): Keymap => createRoot(() => createKeymap(store))

/** Commands that one key would run in one scope. */
function clashes(keymap: Keymap): string[] {
  const inUse = keysInUse(actions, keymap)
  const taken = new Map<string, string>()
  return actions.flatMap((action) =>
    (inUse.get(action.id) ?? []).flatMap((key) => {
      const place = `${action.scope} ${key}`
      const other = taken.get(place)
      taken.set(place, action.id)
      return other === undefined ? [] : [`${key}: ${other}, ${action.id}`]
    }),
  )
}

describe('keys that people chose', () => {
  it.each(presetNames)('no key means two things under the preset %s', (preset) => {
    const keymap = make()
    keymap.setPreset(preset)
    expect(clashes(keymap)).toEqual([])
  })

  it.each(presetNames)('the preset %s names commands that exist', (preset) => {
    const ids = new Set(actions.map(({ id }) => id))
    expect(Object.keys(keyPresets[preset].keys).filter((id) => !ids.has(id))).toEqual([])
  })

  it('a preset takes its keys from the commands that had them', () => {
    const keymap = make()
    keymap.setPreset('cvat')
    const inUse = keysInUse(actions, keymap)
    expect(['tool-box', 'tool-polygon', 'next-image', 'previous-image'].map((id) => inUse.get(id))).toEqual([
      ['N'],
      [],
      ['F', 'PageDown'],
      ['D', 'PageUp'],
    ])
    expect(['next-to-do', 'previous-to-do'].map((id) => inUse.get(id))).toEqual([
      ['ArrowRight', 'Shift+D'],
      ['ArrowLeft', 'Shift+A'],
    ])
    expect(inUse.get('label-3')).toEqual(['Mod+3'])
  })

  it('own keys stand above the preset, and can be put back one by one or all', () => {
    const keymap = make()
    expect(keyHolder(actions, keymap, actionById('tool-box'), 'P')?.id).toBe('tool-point')
    expect(keyHolder(actions, keymap, actionById('next-image'), 'Mod+ArrowRight'), 'no false alarm').toBe(undefined)
    keymap.setKeys('tool-box', ['P'])
    expect(keysInUse(actions, keymap).get('tool-box')).toEqual(['P'])
    expect(keysInUse(actions, keymap).get('tool-point')).toEqual([])
    keymap.setKeys('undo', ['F9'])
    keymap.reset('tool-box')
    expect(keysInUse(actions, keymap).get('tool-point')).toEqual(['P'])
    expect(keysInUse(actions, keymap).get('undo')).toEqual(['F9'])
    keymap.reset()
    expect(keysInUse(actions, keymap).get('undo')).toEqual(['Mod+Z'])
  })

  it('are there after a restart', () => {
    const store = makeMemoryStore()
    make(store).setKeys('undo', ['F9'])
    make(store).setPreset('labelimg')
    const again = make(store)
    expect([again.preset(), again.own()]).toEqual(['labelimg', { undo: ['F9'] }])
  })
})
