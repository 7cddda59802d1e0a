import { createEffect, createRoot } from 'solid-js'
import { unwrap } from 'solid-js/store'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Region } from '../../shared/dialogue/region.ts'
import { addRegion } from '../../shared/document/commands/add-region.ts'
import { deleteRegion } from '../../shared/document/commands/delete-region.ts'
import { relabelRegion } from '../../shared/document/commands/relabel-region.ts'
import { shapeRegion } from '../../shared/document/commands/shape-region.ts'
import type { Entry } from '../../shared/document/document.ts'
import { AppError } from '../../shared/errors.ts'
import type { CommitId, ImageId, RegionId } from '../../shared/ids.ts'
import type { DocumentStore } from '../db/document-store.ts'
import { createMemoryStore } from '../db/memory-store.ts'
import { createEditor } from './create-editor.ts'
import type { Editor } from './editor.ts'
import { createMemoryJournal, type MemoryJournal } from './memory-journal.ts'

const imageA = 'imageA' as ImageId
const imageB = 'imageB' as ImageId

function region(id: string, number: number, imageId = imageA): Region {
  return {
    id: id as RegionId,
    imageId,
    number,
    shape: { kind: 'box', x1: 1, y1: 2, x2: 3, y2: 4 },
    label: '',
    origin: 'human',
    createdAt: 1,
  }
}

const box = (x1: number) => ({ kind: 'box', x1, y1: 2, x2: x1 + 2, y2: 4 }) as const

const cleanups: (() => void)[] = []
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup()
})

async function start(journal: MemoryJournal, store: DocumentStore, image: ImageId | null = imageA): Promise<Editor> {
  const editor = createRoot((dispose) => {
    const made = createEditor({ client: journal.client, store, project: journal.info, retryDelaysMs: [1] })
    cleanups.push(() => {
      made.dispose()
      dispose()
    })
    return made
  })
  await editor.ready
  if (image !== null) await editor.openImage(image)
  return editor
}

async function saved(editor: Editor): Promise<void> {
  await vi.waitFor(() => expect(editor.saveState().kind).toBe('saved'))
}

function answer(id: string, group: string, ...regions: Region[]): Entry {
  return {
    id: id as CommitId,
    kind: 'commit',
    group,
    label: 'history.answer',
    imageId: imageA,
    changes: regions.map((each) => ({ table: 'regions', id: each.id, before: null, after: each })),
    at: 5,
  }
}

describe('committing', () => {
  it('shows at once, saves in journal and store, and only then says saved', async () => {
    const journal = createMemoryJournal()
    const store = createMemoryStore()
    const editor = await start(journal, store)
    const release = journal.hold()
    const entry = editor.commit('history.add-box', addRegion(region('r1', 1)))
    expect(unwrap(editor.document).regions).toEqual({ r1: region('r1', 1) })
    expect(editor.saveState()).toEqual({ kind: 'saving' })
    release()
    await saved(editor)
    expect(journal.entries).toEqual([{ seq: 1, entry }])
    expect((await store.forImage(imageA)).document.regions).toEqual({ r1: region('r1', 1) })
  })

  it('makes no entry of a recipe that changes nothing', async () => {
    const editor = await start(createMemoryJournal(), createMemoryStore())
    editor.commit('history.add-box', addRegion(region('r1', 1)))
    expect(editor.commit('history.move-region', shapeRegion('r1' as RegionId, region('r1', 1).shape))).toBeNull()
    expect(editor.undoLabel()).toBe('history.add-box')
  })

  it('runs only the scopes that read the record which changed', async () => {
    const editor = await start(createMemoryJournal(), createMemoryStore())
    editor.commit('history.add-box', addRegion(region('r1', 1), region('r2', 2)))
    const seen: (string | undefined)[] = []
    createRoot((dispose) => {
      createEffect(() => seen.push(editor.document.regions.r1?.label))
      cleanups.push(dispose)
    })
    editor.commit('history.relabel-region', relabelRegion('r2' as RegionId, 'cat'))
    editor.commit('history.relabel-region', relabelRegion('r1' as RegionId, 'dog'))
    await editor.undo()
    expect(seen).toEqual(['', 'dog', ''])
  })

  it('keeps failed work, says so, and saves it in order when it can', async () => {
    const journal = createMemoryJournal()
    const store = createMemoryStore()
    const editor = await start(journal, store)
    journal.failWith(new AppError('journal.write-failed', { message: 'No space left' }))
    editor.commit('history.add-box', addRegion(region('r1', 1)))
    await vi.waitFor(() => expect(editor.saveState()).toEqual({ kind: 'failed', message: 'No space left' }))
    editor.commit('history.add-box', addRegion(region('r2', 2)))
    expect(editor.saveState().kind).not.toBe('saved')
    journal.failWith(null)
    await saved(editor)
    expect(
      journal.entries.map((each) => Object.keys(each.entry.changes[0]?.after ?? {}).length > 0 && each.seq),
    ).toEqual([1, 2])
    expect(Object.keys((await store.forImage(imageA)).document.regions)).toEqual(['r1', 'r2'])
  })

  it('is refused while another window writes, and allowed after taking over', async () => {
    const journal = createMemoryJournal()
    const editor = await start(journal, createMemoryStore())
    journal.setWriter(false)
    await vi.waitFor(() => expect(editor.writable()).toBe(false))
    expect(editor.commit('history.add-box', addRegion(region('r1', 1)))).toBeNull()
    journal.commit(answer('c9', 'g', region('r5', 5)))
    await editor.takeOver()
    expect(Object.keys(editor.document.regions)).toEqual(['r5'])
    expect(editor.commit('history.add-box', addRegion(region('r6', editor.nextRegionNumber())))).not.toBeNull()
    expect(editor.document.regions.r6?.number).toBe(6)
  })
})

describe('a window that only looks', () => {
  it('has what the other one did before it may write itself', async () => {
    const journal = createMemoryJournal()
    journal.setWriter(false)
    const editor = await start(journal, createMemoryStore())
    expect(editor.writable()).toBe(false)
    journal.commit(answer('c9', 'g', region('r5', 5)))
    journal.setWriter(true)
    await vi.waitFor(() => expect(editor.writable()).toBe(true))
    expect([Object.keys(editor.document.regions), editor.undoLabel(), editor.nextRegionNumber()]).toEqual([
      ['r5'],
      'history.answer',
      6,
    ])
  })

  it('saves what it does once it writes, though nothing of it was waiting', async () => {
    const journal = createMemoryJournal()
    const store = createMemoryStore()
    journal.setWriter(false)
    const editor = await start(journal, store)
    await editor.takeOver()
    editor.commit('history.add-box', addRegion(region('r1', 1)))
    await saved(editor)
    await vi.waitFor(async () => expect([journal.entries.length, await store.lastSeq()]).toEqual([1, 1]))
  })
})

describe('gestures', () => {
  it('preview from the base and make one entry', async () => {
    const journal = createMemoryJournal()
    const editor = await start(journal, createMemoryStore())
    editor.commit('history.add-box', addRegion(region('r1', 1)))
    const drag = editor.gesture('history.move-region')
    for (const x of [5, 6, 7]) drag.preview(shapeRegion('r1' as RegionId, box(x)))
    expect(editor.document.regions.r1?.shape).toEqual(box(7))
    drag.end()
    await saved(editor)
    expect(journal.entries.map((each) => each.entry.label)).toEqual(['history.add-box', 'history.move-region'])
    await editor.undo()
    expect(editor.document.regions.r1?.shape).toEqual(box(1))
  })

  it('leave nothing behind when cancelled', async () => {
    const editor = await start(createMemoryJournal(), createMemoryStore())
    editor.commit('history.add-box', addRegion(region('r1', 1)))
    const drag = editor.gesture('history.move-region')
    drag.preview(deleteRegion('r1' as RegionId))
    drag.cancel()
    drag.end()
    expect([unwrap(editor.document).regions, editor.undoLabel()]).toEqual([{ r1: region('r1', 1) }, 'history.add-box'])
  })

  it('survive an answer that arrives in between', async () => {
    const journal = createMemoryJournal()
    const editor = await start(journal, createMemoryStore())
    editor.commit('history.add-box', addRegion(region('r1', 1)))
    await saved(editor)
    const drag = editor.gesture('history.move-region')
    drag.preview(shapeRegion('r1' as RegionId, box(9)))
    await editor.applyCommitted(journal.commit(answer('c9', 'g', region('r2', 2))))
    expect(editor.document.regions.r1?.shape).toEqual(box(9))
    drag.end()
    expect(Object.keys(editor.document.regions)).toEqual(['r1', 'r2'])
    expect(editor.undoLabel()).toBe('history.move-region')
  })
})

describe('undo and redo', () => {
  it('take a question and its answer together', async () => {
    const journal = createMemoryJournal()
    const editor = await start(journal, createMemoryStore())
    editor.commit('history.ask', addRegion(region('r1', 1)), { group: 'g1' })
    editor.commit('history.add-box', addRegion(region('r2', 2)))
    await saved(editor)
    await editor.applyCommitted(journal.commit(answer('c9', 'g1', region('r3', 3))))
    await editor.undo()
    expect(Object.keys(editor.document.regions)).toEqual(['r2'])
    await editor.redo()
    expect(Object.keys(editor.document.regions).sort()).toEqual(['r1', 'r2', 'r3'])
    await saved(editor)
    expect(journal.entries.map((each) => each.entry.kind)).toEqual([
      'commit',
      'commit',
      'commit',
      'undo',
      'undo',
      'redo',
      'redo',
    ])
  })

  it('go to the image where the change was', async () => {
    const editor = await start(createMemoryJournal(), createMemoryStore())
    editor.commit('history.add-box', addRegion(region('r1', 1)))
    await editor.openImage(imageB)
    expect(unwrap(editor.document).regions).toEqual({})
    await editor.undo()
    expect([editor.imageId(), unwrap(editor.document).regions]).toEqual([imageA, {}])
    await editor.redo()
    expect([unwrap(editor.document).regions, editor.selection()]).toEqual([{ r1: region('r1', 1) }, ['r1']])
  })

  it('are there again after a restart', async () => {
    const journal = createMemoryJournal()
    const store = createMemoryStore()
    const before = await start(journal, store)
    before.commit('history.add-box', addRegion(region('r1', 1)))
    before.commit('history.relabel-region', relabelRegion('r1' as RegionId, 'dog'))
    before.commit('history.delete-region', deleteRegion('r1' as RegionId))
    await before.undo()
    await saved(before)
    const after = await start(journal, store)
    expect([after.undoLabel(), after.redoLabel()]).toEqual(['history.relabel-region', 'history.delete-region'])
    await after.undo()
    expect(after.document.regions.r1?.label).toBe('')
  })
})

describe('starting', () => {
  it('refills a database that was lost from the journal', async () => {
    const journal = createMemoryJournal()
    const first = await start(journal, createMemoryStore())
    for (const n of [1, 2, 3, 4, 5]) first.commit('history.add-box', addRegion(region(`r${n}`, n)))
    await saved(first)
    const store = createMemoryStore()
    const second = await start(journal, store)
    expect(Object.keys(second.document.regions)).toEqual(['r1', 'r2', 'r3', 'r4', 'r5'])
    expect(await store.lastSeq()).toBe(5)
  })

  it('gives entries back to a journal that lost its end', async () => {
    const journal = createMemoryJournal()
    const store = createMemoryStore()
    const first = await start(journal, store)
    for (const n of [1, 2, 3]) first.commit('history.add-box', addRegion(region(`r${n}`, n)))
    await saved(first)
    const shorter = createMemoryJournal(journal.entries.slice(0, 1))
    const second = await start(shorter, store)
    expect(shorter.entries).toEqual(journal.entries)
    expect(Object.keys(second.document.regions)).toEqual(['r1', 'r2', 'r3'])
  })

  it('lets the journal win over a database that tells another story', async () => {
    const store = createMemoryStore()
    await store.apply([{ seq: 1, entry: answer('other', 'g', region('old', 1)) }])
    const journal = createMemoryJournal([{ seq: 1, entry: answer('c1', 'g', region('new', 1)) }])
    const editor = await start(journal, store)
    expect(Object.keys(editor.document.regions)).toEqual(['new'])
  })

  it('never gives a number twice, not even after deletion and restart', async () => {
    const journal = createMemoryJournal()
    const store = createMemoryStore()
    const first = await start(journal, store)
    first.commit('history.add-box', addRegion(region('r1', first.nextRegionNumber())))
    first.commit('history.delete-region', deleteRegion('r1' as RegionId))
    expect(first.nextRegionNumber()).toBe(2)
    await saved(first)
    expect((await start(journal, store)).nextRegionNumber()).toBe(2)
  })

  it('keeps numbers free for an answer that is being streamed', async () => {
    const editor = await start(createMemoryJournal(), createMemoryStore())
    const reserved = editor.reserveNumbers(16)
    expect([reserved.first, editor.nextRegionNumber()]).toEqual([1, 17])
    reserved.release()
    expect(editor.nextRegionNumber()).toBe(1)
  })
})

describe('answers of the main process', () => {
  it('are stored but not shown when their image was left', async () => {
    const journal = createMemoryJournal()
    const store = createMemoryStore()
    const editor = await start(journal, store, imageB)
    await editor.applyCommitted(journal.commit(answer('c1', 'g', region('r1', 1))))
    expect(unwrap(editor.document).regions).toEqual({})
    await editor.openImage(imageA)
    expect(unwrap(editor.document).regions).toEqual({ r1: region('r1', 1) })
  })

  it('may arrive before the number of an earlier commit', async () => {
    const journal = createMemoryJournal()
    const store = createMemoryStore()
    const editor = await start(journal, store)
    editor.commit('history.add-box', addRegion(region('r1', 1)))
    const own = editor.undoLabel()
    const taken = editor.applyCommitted(journal.commit(answer('c9', 'g', region('r2', 2))))
    await taken
    await saved(editor)
    expect(own).toBe('history.add-box')
    expect((await store.recentEntries(9)).map((each) => each.seq)).toEqual([1, 2])
  })

  it('may be heard in part when a commit is numbered after them', async () => {
    const journal = createMemoryJournal()
    const store = createMemoryStore()
    const editor = await start(journal, store)
    const release = journal.hold()
    editor.commit('history.add-box', addRegion(region('r1', 1)))
    const taken = editor.applyCommitted(journal.commit(answer('c8', 'g', region('r2', 2))))
    const unheard = journal.commit({ ...answer('c9', 'g', region('r3', 3)), kind: 'base' })
    release()
    await taken
    expect(editor.saveState().kind).toBe('saved')
    expect((await store.recentEntries(9)).map((each) => each.seq)).toEqual([1, 2, 3])
    expect(Object.keys(editor.document.regions).sort()).toEqual(['r1', 'r2', 'r3'])
    editor.commit('history.delete-region', deleteRegion('r3' as RegionId))
    await editor.applyCommitted(unheard)
    expect(Object.keys(editor.document.regions).sort()).toEqual(['r1', 'r2'])
  })

  it('bring nothing back when a start read them before they are heard', async () => {
    const journal = createMemoryJournal()
    const early = journal.commit({ ...answer('c8', 'g', region('r2', 2)), kind: 'base' })
    const editor = await start(journal, createMemoryStore())
    editor.commit('history.delete-region', deleteRegion('r2' as RegionId))
    await editor.applyCommitted(early)
    expect(unwrap(editor.document).regions).toEqual({})
  })
})
