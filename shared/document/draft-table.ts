import { createDraft, current, type Draft, finishDraft, freeze, isDraft } from 'immer'

/** A table of records that can be written to without touching, or copying, the one it stands on. */
export type DraftTable<T extends object> = {
  readonly draft: Record<string, T>
  /** What became of each record that was looked at for writing; `null` is a removal. Ends the draft. */
  finish(): Map<string, T | null>
}

/** A value that may contain drafts of records, as plain data. */
function settled<T>(value: T): T {
  if (isDraft(value)) return current(value as Draft<T>) as T
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  if (Array.isArray(value)) return value.map(settled) as T
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, settled(each)])) as T
}

/**
 * Drafts single records with immer instead of the table: copying a table of 10,000 keys costs 5 ms, and a drag does it with
 * every move of the pointer.
 */
export function createDraftTable<T extends object>(base: Readonly<Record<string, T>>): DraftTable<T> {
  const touched = new Map<string, { readonly value: T | Draft<T> | null; readonly drafted: boolean }>()

  function has(id: string): boolean {
    const known = touched.get(id)
    return known === undefined ? Object.hasOwn(base, id) : known.value !== null
  }

  function get(id: string): T | undefined {
    const known = touched.get(id)
    if (known !== undefined) return (known.value ?? undefined) as T | undefined
    const record = Object.hasOwn(base, id) ? base[id] : undefined
    if (record === undefined) return undefined
    const draft = createDraft(record)
    touched.set(id, { value: draft, drafted: true })
    return draft as T
  }

  const draft = new Proxy<Record<string, T>>(
    {},
    {
      get: (_, id) => (typeof id === 'string' ? get(id) : undefined),
      has: (_, id) => typeof id === 'string' && has(id),
      set(_, id, value: T) {
        if (typeof id === 'string') touched.set(id, { value, drafted: false })
        return true
      },
      deleteProperty(_, id) {
        if (typeof id === 'string' && has(id)) touched.set(id, { value: null, drafted: false })
        return true
      },
      ownKeys: () => [...new Set([...Object.keys(base), ...touched.keys()])].filter(has),
      getOwnPropertyDescriptor: (_, id) =>
        typeof id === 'string' && has(id)
          ? { configurable: true, enumerable: true, writable: true, value: get(id) }
          : undefined,
    },
  )

  function finish(): Map<string, T | null> {
    const results = new Map<string, T | null>()
    const placed = [...touched].filter(([, { drafted }]) => !drafted)
    for (const [id, { value }] of placed) results.set(id, value === null ? null : freeze(settled(value) as T, true))
    for (const [id, { value, drafted }] of touched) {
      if (drafted && value !== null) results.set(id, finishDraft(value as Draft<T>) as T)
    }
    return results
  }

  return { draft, finish }
}
