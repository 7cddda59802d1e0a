import { createRoot } from 'solid-js'
import * as v from 'valibot'
import { afterEach, expect, it, vi } from 'vitest'
import type { DocumentStore } from '../db/document-store.ts'
import { createMemoryStore } from '../db/memory-store.ts'
import { createEditor } from './create-editor.ts'
import { createProjectSetting } from './create-project-setting.ts'
import { type KeyValueStore, makeMemoryStore } from './create-stored.ts'
import { createTemplates } from './create-templates.ts'
import { createMemoryJournal, type MemoryJournal } from './memory-journal.ts'

const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})

/** The program opened on a journal: with the page's own store of before, or with those of another browser. */
async function start(
  journal: MemoryJournal,
  local: KeyValueStore = makeMemoryStore(),
  store: DocumentStore = createMemoryStore(),
) {
  const made = createRoot((dispose) => {
    const editor = createEditor({ client: journal.client, store, project: journal.info, retryDelaysMs: [1] })
    const before = { store: local, key: 'deixis.words.p' }
    const [words, setWords] = createProjectSetting<string[]>(editor, 'words', v.array(v.string()), ['none'], before)
    const templates = createTemplates(editor, local, 'p' as never, () => undefined)
    let isOpen = true
    const end = () => {
      if (isOpen) dispose()
      if (isOpen) editor.dispose()
      isOpen = false
    }
    ends.push(end)
    return { editor, words, setWords, templates, end }
  })
  await made.editor.ready
  return made
}
const settingsIn = (journal: MemoryJournal) =>
  journal.entries.flatMap(({ entry }) =>
    entry.changes.flatMap(({ table, after }) => (table === 'settings' ? [after] : [])),
  )

it('goes with the project into another browser, and is no step of undo', async () => {
  const journal = createMemoryJournal()
  const here = await start(journal)
  expect(here.words()).toEqual(['none'])
  here.setWords(['one'])
  here.setWords(['one', 'two'])
  expect(here.words()).toEqual(['one', 'two'])
  await vi.waitFor(() => expect(settingsIn(journal)).toEqual([{ id: 'words', value: ['one', 'two'] }]))
  expect(here.editor.canUndo()).toBe(false)
  await here.editor.openImage('imageA' as never)
  expect(here.words()).toEqual(['one', 'two'])
  here.end()
  expect((await start(journal)).words()).toEqual(['one', 'two'])
})

it('what was changed a moment before the project is closed is kept', async () => {
  const journal = createMemoryJournal()
  const here = await start(journal)
  here.setWords(['late'])
  here.end()
  await vi.waitFor(() => expect(settingsIn(journal)).toEqual([{ id: 'words', value: ['late'] }]))
})

it('takes over what this machine kept before, once; what the project has stays', async () => {
  const local = makeMemoryStore()
  local.setItem('deixis.words.p', '["old"]')
  local.setItem('deixis.templates.p', JSON.stringify([{ name: 'A', text: 'a' }]))
  const journal = createMemoryJournal()
  const first = await start(journal, local)
  expect(first.words()).toEqual(['old'])
  expect(first.templates.own().map(({ name, text, id }) => [name, text, typeof id])).toEqual([['A', 'a', 'string']])
  await vi.waitFor(() => expect(settingsIn(journal)).toHaveLength(2))
  first.setWords(['new'])
  first.end()
  await vi.waitFor(() => expect(settingsIn(journal)).toHaveLength(3))
  const second = await start(journal, local)
  await vi.waitFor(() => expect(local.getItem('deixis.words.p')).toBe(null))
  expect([second.words(), second.templates.own().length, settingsIn(journal).length]).toEqual([['new'], 1, 3])
})

it('a value of another form and a window that only looks change nothing', async () => {
  const journal = createMemoryJournal()
  const after = { id: 'words', value: { not: 'a list' } }
  const changes = [{ table: 'settings' as const, id: 'words', before: null, after }]
  journal.commit({ id: 'c' as never, kind: 'base', label: 'x', imageId: null, changes, at: 1 })
  journal.setWriter(false)
  const here = await start(journal)
  here.setWords(['two'])
  here.end()
  expect([here.words(), settingsIn(journal)]).toEqual([['none'], [after]])
})
