import type { Keymap } from '../state/create-keymap.ts'
import type { Workspace } from '../state/workspace.ts'
import type { Action } from './action.ts'
import { keysInUse } from './keys-in-use.ts'
import { actions } from './register.ts'

let last: {
  readonly preset: string
  readonly own: unknown
  readonly keys: ReadonlyMap<string, readonly string[]>
} | null = null

/** The keys that a registered command has now, as people chose them. Tracks the keymap. */
export function keysOf(keymap: Keymap, action: Action<Workspace>): readonly string[] {
  const preset = keymap.preset()
  const own = keymap.own()
  if (last?.preset !== preset || last.own !== own) last = { preset, own, keys: keysInUse(actions, keymap) }
  return last.keys.get(action.id) ?? action.keys
}
