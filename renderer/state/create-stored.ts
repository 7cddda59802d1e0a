import { type Accessor, createSignal } from 'solid-js'
import * as v from 'valibot'

/** Where small things of this machine are kept; `localStorage` in the app, a map in tests. */
export type KeyValueStore = {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

/** A store for pages whose browser refuses `localStorage`, and for tests: forgets at the end of the page. */
export function makeMemoryStore(): KeyValueStore {
  const values = new Map<string, string>()
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  }
}

/** The page's store, or one in memory where the browser refuses it. */
export function openKeyValueStore(): KeyValueStore {
  try {
    const probe = 'deixis.probe'
    localStorage.setItem(probe, '1')
    localStorage.removeItem(probe)
    return localStorage
  } catch {
    return makeMemoryStore()
  }
}

/** What is kept under `key`, or `null` when nothing is there or it does not have the form any more. */
export function readStored<T>(store: KeyValueStore, key: string, schema: v.GenericSchema<unknown, T>): T | null {
  const text = store.getItem(key)
  if (text === null) return null
  try {
    const parsed = v.safeParse(schema, JSON.parse(text))
    return parsed.success ? parsed.output : null
  } catch {
    return null
  }
}

/** A signal that keeps its value for the next start. A value that cannot be written (storage full) still holds for this one. */
export function createStored<T>(
  store: KeyValueStore,
  key: string,
  schema: v.GenericSchema<unknown, T>,
  initial: T,
): readonly [Accessor<T>, (value: T) => void] {
  const [value, setValue] = createSignal<T>(readStored(store, key, schema) ?? initial)
  const set = (next: T): void => {
    setValue(() => next)
    try {
      store.setItem(key, JSON.stringify(next))
    } catch (error) {
      // biome-ignore lint/suspicious/noConsole: a full storage loses a setting, which is no reason to interrupt anybody
      console.warn(`could not keep ${key}`, error)
    }
  }
  return [value, set]
}
