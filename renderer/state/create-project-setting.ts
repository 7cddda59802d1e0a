import { type Accessor, createMemo, createSignal, onCleanup } from 'solid-js'
import * as v from 'valibot'
import { type KeyValueStore, readStored } from './create-stored.ts'
import type { Editor } from './editor.ts'

/** What a setting needs of the editor. */
export type SettingEditor = Pick<Editor, 'document' | 'commit' | 'ready' | 'writable'>

/** How long after the last keystroke a change is committed, in milliseconds. */
const pauseMs = 400

/**
 * Something that people set for the project as a whole: a record of it, so that it is in its journal and backups and goes with it to other
 * machines; no step of undo. `before`: where versions before this one kept it, on this machine alone; it is taken over from there.
 */
export function createProjectSetting<T>(
  editor: SettingEditor,
  name: string,
  schema: v.GenericSchema<unknown, T>,
  initial: T,
  before: { readonly store: KeyValueStore; readonly key: string },
): readonly [Accessor<T>, (value: T) => void] {
  const kept = readStored(before.store, before.key, schema)
  const [unwritten, setUnwritten] = createSignal<{ readonly value: T } | null>(null)
  const recorded = createMemo(() => {
    const record = editor.document.settings[name]
    const parsed = record && v.safeParse(schema, JSON.parse(JSON.stringify(record.value)))
    return parsed?.success ? parsed.output : null
  })
  let timer: ReturnType<typeof setTimeout> | undefined

  function commit(value: T): void {
    editor.commit(
      'history.setting',
      (draft) => {
        draft.settings[name] = { id: name, value }
      },
      { silent: true },
    )
  }
  function write(): void {
    clearTimeout(timer)
    const waiting = unwritten()
    if (waiting === null) return
    commit(waiting.value)
    setUnwritten(null)
  }
  onCleanup(write)

  void editor.ready.then(() => {
    if (editor.document.settings[name] !== undefined) before.store.removeItem(before.key)
    else if (kept !== null && unwritten() === null) commit(kept)
  })

  return [
    () => unwritten()?.value ?? recorded() ?? kept ?? initial,
    (value) => {
      if (!editor.writable()) return
      setUnwritten({ value })
      clearTimeout(timer)
      timer = setTimeout(write, pauseMs)
    },
  ]
}
