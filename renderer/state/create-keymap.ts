import type { Accessor } from 'solid-js'
import * as v from 'valibot'
import { createStored, type KeyValueStore } from './create-stored.ts'

/** Sets of keys that people know from other programs. */
export const presetNames = ['default', 'cvat', 'label-studio', 'labelimg'] as const
export type PresetName = (typeof presetNames)[number]

const Kept = v.object({ preset: v.picklist(presetNames), own: v.record(v.string(), v.array(v.string())) })

/** Which keys people chose: a preset, and above it keys of their own, by the command's id. */
export type Keymap = {
  readonly preset: Accessor<PresetName>
  /** Takes a preset; keys people gave themselves stay above it. */
  setPreset(name: PresetName): void
  readonly own: Accessor<Readonly<Record<string, readonly string[]>>>
  /** Gives a command exactly these keys. */
  setKeys(id: string, keys: readonly string[]): void
  /** Gives a command the keys of the preset again; without an id every command. */
  reset(id?: string): void
}

/** The keymap kept in `store`, for every project on this machine. */
export function createKeymap(store: KeyValueStore): Keymap {
  const [kept, setKept] = createStored(store, 'deixis.keys', Kept, { preset: 'default', own: {} })
  return {
    preset: () => kept().preset,
    setPreset: (preset) => setKept({ ...kept(), preset }),
    own: () => kept().own,
    setKeys: (id, keys) => setKept({ ...kept(), own: { ...kept().own, [id]: [...keys] } }),
    reset(id) {
      const own = { ...kept().own }
      if (id !== undefined) delete own[id]
      setKept({ ...kept(), own: id === undefined ? {} : own })
    },
  }
}
