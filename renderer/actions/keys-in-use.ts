import type { Keymap } from '../state/create-keymap.ts'
import type { Action, Scope } from './action.ts'
import { keyPresets } from './key-presets.ts'

type Keyed = Pick<Action<never>, 'id' | 'keys' | 'scope'>

/** True when one press could mean either of two commands with these scopes. */
function scopesMeet(a: Scope, b: Scope): boolean {
  return a === b || a === 'global' || b === 'global'
}

/** 2: people's own choice; 1: of the preset; 0: the command's. */
function chosenKeys(action: Keyed, keymap: Keymap): { readonly keys: readonly string[]; readonly rank: number } {
  const own = keymap.own()[action.id]
  if (own !== undefined) return { keys: own, rank: 2 }
  const preset = keyPresets[keymap.preset()].keys[action.id]
  return preset === undefined ? { keys: action.keys, rank: 0 } : { keys: preset, rank: 1 }
}

/**
 * The keys of every command, by id. A key that people or the preset gave to a command is taken from commands that have it by a lower
 * rank in a scope that meets; at one rank both keep it, and the inner scope wins.
 */
export function keysInUse(actions: readonly Keyed[], keymap: Keymap): ReadonlyMap<string, readonly string[]> {
  const chosen = actions.map((action) => ({ action, ...chosenKeys(action, keymap) }))
  const raised = chosen.filter(({ rank }) => rank > 0)
  return new Map(
    chosen.map(({ action, keys, rank }) => {
      const stronger = raised.filter((each) => each.rank > rank && scopesMeet(each.action.scope, action.scope))
      return [action.id, keys.filter((key) => !stronger.some((each) => each.keys.includes(key)))]
    }),
  )
}

/** The other command that has this key where `action` acts. */
export function keyHolder<A extends Keyed>(
  actions: readonly A[],
  keymap: Keymap,
  action: Keyed,
  key: string,
): A | undefined {
  const inUse = keysInUse(actions, keymap)
  return actions.find(
    (other) =>
      other.id !== action.id && scopesMeet(other.scope, action.scope) && (inUse.get(other.id) ?? []).includes(key),
  )
}
